# domain 8.8, 8.30
# A supervisor keeps a ticket back: it leaves its agent or the pool, its clocks run on, and it comes back to its place.
at 09:00:00  agent A1 online skills refund capacity 1       -> online A1
at 09:00:01  submit T1 refund urgent                        -> offered T1 to A1, respond by 09:15:01
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:01:00  submit T2 refund                               -> waits T2
at 09:02:00  hold T1                                        -> held T1, from A1; offered T2 to A1
at 09:02:01  hold T1                                        -> same answer T1, held
at 09:02:02  assign T2 to A1                                -> assigned T2 to A1 by hand
at 09:02:03  contact A1 T1                                  -> refused not-yours, it is held
at 09:07:31                                                 -> warned T1 respond 50%
at 09:10:00  hold T2                                        -> held T2, from A1
at 09:11:00  release T2                                     -> offered T2 to A1
at 09:11:01  release T2                                     -> refused illegal-state, it is offered
