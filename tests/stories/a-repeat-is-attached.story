# domain 11.2, 11.3
# The same order, or the same type and category, of the same customer: the reply names the earlier ticket, and the front end may attach.
given repeat-within 7d
at 09:00:00  agent A1 online skills refund capacity 9                           -> online A1
at 09:00:01  submit T1 refund customer Ann order o1 type returns                -> offered T1 to A1, respond by 11:00:01
at 09:00:02  accept A1 T1                                                       -> assigned T1 to A1
at 09:10:00  submit T2 refund customer Ann order o1 type wishes urgent          -> offered T2 to A1, attach offered T1
at 09:10:01  submit T2 refund customer Ann order o1 type wishes urgent          -> same answer T2, attach offered T1
at 09:10:02  submit T3 refund customer Bob order o1 type returns                -> offered T3 to A1
at 09:10:03  attach T3 to T1                                                    -> refused other-customer, it is offered
at 09:10:04  attach T2 to T2                                                    -> refused same-ticket, it is offered
at 09:10:05  accept A1 T3                                                       -> assigned T3 to A1
at 09:11:00  attach T2 to T1                                                    -> respond T1 taken-over, due 09:25:00; resolve T1 taken-over; merged T2 into T1, from A1
at 09:11:01  attach T2 to T1                                                    -> same answer T2, merged
at 09:12:00  submit T4 refund customer Ann type returns                         -> offered T4 to A1, attach offered T1
at 09:12:01  accept A1 T4                                                       -> assigned T4 to A1
at 09:12:02  submit T5 refund customer Ann type praise                          -> offered T5 to A1
