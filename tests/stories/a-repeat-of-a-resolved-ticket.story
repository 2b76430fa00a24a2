# domain 11.3
# The earlier one is resolved: reopening is offered. The choice stays with the front end: reopen and attach, or keep the new one, linked.
given repeat-within 7d
at 09:00:00  agent A1 online skills refund capacity 9                           -> online A1
at 09:00:01  submit T1 refund customer Ann order o1                             -> offered T1 to A1
at 09:00:02  accept A1 T1                                                       -> assigned T1 to A1
at 09:30:00  resolve A1 T1                                                      -> resolved T1 by A1, first contact
at 09:40:00  submit T2 refund customer Ann order o1                             -> offered T2 to A1, reopen offered T1
at 09:40:01  attach T2 to T1                                                    -> refused illegal-state, it is resolved
at 09:40:02  link T2 to T1                                                      -> linked T2 to T1
at 09:40:03  link T2 to T1                                                      -> same answer T2, offered
at 09:40:04  link T2 to T2                                                      -> refused same-ticket, it is offered
at 09:40:05  accept A1 T2                                                       -> assigned T2 to A1
at 09:50:00  submit T3 refund customer Ann order o1                             -> offered T3 to A1, attach offered T2
at 09:50:01  reopen T1                                                          -> reopened T1; resolve T1 resumed; deadlines T1; offered T1 to A1
at 09:50:02  attach T3 to T1                                                    -> respond T1 taken-over; merged T3 into T1, from A1
