# domain 10.1
# A bot has room for many; what it cannot solve it hands over in the same session, and goes on.
at 09:00:00  agent B1 online tier bot capacity 1000 skills refund   -> online B1
at 09:00:00  agent R1 online tier regular skills refund     -> online R1
at 09:00:01  submit T1..T2 refund type consultation         -> offered T1 to B1; offered T2 to R1
at 09:00:02  accept B1 T1                                   -> assigned T1 to B1
at 09:00:02  accept R1 T2                                   -> assigned T2 to R1
at 09:00:03  submit T3..T5 refund type consultation         -> offered T3..T5 to B1
at 09:00:04  accept B1 T3                                   -> assigned T3 to B1
at 09:00:05  resolve R1 T2                                  -> resolved T2 by R1, first contact
at 09:00:06  decline B1 T1                                  -> returned T1 from B1, declined; offered T1 to R1
at 09:00:07  resolve B1 T3                                  -> resolved T3 by B1, first contact
