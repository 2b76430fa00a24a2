# domain 7.35, 6.3
# A1 declined T1, so it waits for A2, the only one of his kind. When A2's exclusive hours begin he may not have it any more: only A1 is left, and he
# is free.
given calendar evening 19:00:00-21:00:00
at 18:59:00  agent A1 online                                            -> online A1
at 18:59:01  agent A2 online skills refund:1 only vip in evening        -> online A2
at 18:59:02  submit T1 low ordinary                                     -> offered T1 to A1
at 18:59:03  submit T2 low ordinary                                     -> offered T2 to A2
at 18:59:04  accept A2 T2                                               -> assigned T2 to A2
at 18:59:05  decline A1 T1                                              -> returned T1 from A1, declined
at 19:00:00                                                             -> exclusive hours begin for A2; offered T1 to A1, chosen as longest-declined
                                                                        -> alert only-decliners T1 to supervisor, asked A1
