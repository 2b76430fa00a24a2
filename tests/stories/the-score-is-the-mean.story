# domain 9.2
# The mean of the three, one decimal, rounded half up.
at 09:00:00  agent A1 online skills refund capacity 3       -> online A1
at 09:00:01  submit T1..T2 refund                           -> offered T1..T2 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:00:02  accept A1 T2                                   -> assigned T2 to A1
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact
at 09:10:01  resolve A1 T2                                  -> resolved T2 by A1, first contact
at 09:20:00  feedback T1 5 4 5 yes                          -> feedback T1 4.7
at 09:20:01  feedback T1 4 4 5 yes                          -> feedback T1 4.3, answer 2
at 09:20:02  feedback T2 3 4 3 yes                          -> feedback T2 3.3
