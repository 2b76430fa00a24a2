# domain 8.23
# The survivor takes the earliest due of each clock; the other ends, and its agent hears it.
at 09:00:00  agent A1 online skills refund capacity 2       -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:30:00  submit T2 refund urgent                        -> offered T2 to A1, respond by 09:45:00, resolve by 13:30:00
at 09:30:01  merge T1 into T1                               -> refused same-ticket
at 09:31:00  merge T2 into T1                               -> respond T1 taken-over, due 09:45:00; resolve T1 taken-over, due 13:30:00; merged T2 into T1, from A1
at 09:31:01  merge T2 into T1                               -> refused illegal-state, it is merged
at 09:32:00  message T2                                     -> refused illegal-state, it is merged
