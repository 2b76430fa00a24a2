# domain 9.7
# The score is that of the latest answer; a better one is noted on the follow-up, wherever that stands.
at 09:00:00  agent S1 online tier supervisor                -> online S1
at 09:00:00  agent A1 online skills refund supervisor S1    -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact
at 09:20:00  feedback T1 2 2 2 yes                          -> feedback T1 2.0; made follow-up M1; linked M1 to T1; waits M1; assigned M1 to S1 by hand; alert follow-up M1 to supervisor
at 10:00:00  feedback T1 1 2 2 yes                          -> feedback T1 1.7, scored low, answer 2
at 11:00:00  feedback T1 4 4 5 yes                          -> feedback T1 4.3, answer 3; noted on M1, T1 scored 4.3 instead of 1.7
at 12:00:00  resolve S1 M1                                  -> resolved M1 by S1, first contact
at 13:00:00  feedback T1 5 5 5 yes                          -> feedback T1 5.0, answer 4; noted on M1, T1 scored 5.0 instead of 4.3
