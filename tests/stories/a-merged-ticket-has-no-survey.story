# domain 8.24
# Nobody asks about a ticket that ended as part of another; nor about a cancelled one.
given survey on
at 09:00:00  agent A1 online skills refund capacity 3       -> online A1
at 09:00:01  submit T1..T3 refund                           -> offered T1..T3 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:00:02  accept A1 T2                                   -> assigned T2 to A1
at 09:01:00  merge T1 into T2                               -> merged T1 into T2, from A1
at 09:01:01  cancel T3                                      -> cancelled T3, from A1
at 09:02:00  feedback T1 5 5 5 yes                          -> refused illegal-state, it is merged
at 09:10:00  resolve A1 T2                                  -> resolved T2 by A1, first contact; survey for T2
