# domain 9.6
# It counts for nobody: the customer's next ticket about the same matter repeats the first alone.
given survey on
at 09:00:00  agent S1 declared tier supervisor
at 09:00:00  agent A1 online skills refund capacity 3 supervisor S1   -> online A1
at 09:00:01  submit T1 refund customer C1                   -> offered T1 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact; survey for T1
at 09:20:00  feedback T1 1 1 1 yes                          -> feedback T1 1.0; made follow-up M1; linked M1 to T1; waits M1; assigned M1 to S1 by hand; alert follow-up M1 to supervisor
at 09:20:01  online S1                                      -> online S1
at 09:30:00  resolve S1 M1                                  -> resolved M1 by S1, first contact
# Who served him is still A1, and what S1 did was no contact of his.
at 09:40:00  submit T2 refund customer C1                   -> offered T2 to A1, chosen as same-agent
