# domain 4.14, 5.24, 8.18
# Kept for its owner once, resolved with its loop open, and reopened while he is away: it is kept for him again, and nobody else gets it.
given rules shipped
given review none
given row extra close-loop 48h
given active extra
at 09:00:00  agent S1 online tier regular capacity 2                       -> online S1
at 09:00:01  submit T1 type complaint channel hotline                      -> waits T1, high, owner fixed; close-loop T1 armed; statutory T1 armed; offered T1 to S1; alert complaint-received T1 to supervisor
at 09:00:02  accept S1 T1                                                  -> assigned T1 to S1
at 09:00:03  break S1                                                      -> break S1; returned T1 from S1, desk-left; keeps T1 for S1
at 09:01:00  ready S1                                                      -> online S1; offered T1 to S1, chosen as owner
at 09:01:01  accept S1 T1                                                  -> assigned T1 to S1
at 09:01:02  resolve S1 T1                                                 -> resolved T1 by S1, first contact; call-back of T1
at 09:02:00  break S1                                                      -> break S1
at 09:03:00  reopen T1                                                     -> reopened T1; resolve T1 resumed; close-loop T1 resumed; deadlines T1; waits T1; keeps T1 for S1
at 09:03:01  agent S2 online tier regular capacity 2                       -> online S2
at 09:04:00  ready S1                                                      -> online S1; offered T1 to S1, chosen as owner
