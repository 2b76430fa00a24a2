# domain 7.28
# A supervisor may give a ticket to anybody, whatever his skills, tier, region and channel; capacity is exceeded only when he says so.
at 09:00:00  agent A1 online tier new capacity 1          -> online A1
at 09:00:00  agent A2 online capacity 1                   -> online A2
at 09:00:01  submit T1 refund:3 urgent                    -> waits T1
at 09:00:02  assign T1 to A1                              -> assigned T1 to A1 by hand
at 09:00:03  submit T2 refund:3 urgent                    -> waits T2
at 09:00:04  assign T2 to A1                              -> refused at-capacity, it is pooled
at 09:00:05  assign T2 to A1 over-capacity                -> assigned T2 to A1 by hand, over capacity
at 09:00:06  assign T2 to A1                              -> same answer T2, assigned
at 09:00:07  assign T2 to A2                              -> assigned T2 to A2 by hand, from A1
at 09:00:08  assign T2 to nobody                          -> refused unknown-agent
at 09:00:09  take-back T2                                 -> returned T2 from A2, taken-back, not again before 09:10:09
at 09:00:10  take-back T2                                 -> same answer T2, pooled
at 09:01:00  agent A3 online regions south channels email capacity 1   -> online A3
at 09:01:01  submit T3 refund:3 urgent region north channel hotline             -> waits T3
at 09:01:02  assign T3 to A3                                           -> assigned T3 to A3 by hand
