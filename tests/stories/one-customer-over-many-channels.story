# domain 11.1
# Whatever he is called on a channel, his tickets are his: what he asked before is known, and shown together.
given repeat-within 7d
at 09:00:00  agent A1 online skills refund capacity 9                           -> online A1
at 09:00:01  submit T1 refund channel hotline customer Ann order o1             -> offered T1 to A1
at 09:00:02  accept A1 T1                                                       -> assigned T1 to A1
at 09:00:03  submit T2 refund channel app customer wx9 order o1                 -> offered T2 to A1
at 09:00:04  accept A1 T2                                                       -> assigned T2 to A1
at 09:01:00  customer Ann called wx9 on app                                     -> linked wx9 as Ann
at 09:01:01  customer Ann called wx9 on app                                     -> same answer
at 09:01:02  customer Bob called wx9 on app                                     -> refused linked-elsewhere
at 09:02:00  submit T3 refund channel app customer wx9 order o1                 -> offered T3 to A1, attach offered T1
at 09:02:01  accept A1 T3                                                       -> assigned T3 to A1
at 09:02:02  submit T4 refund channel email customer wx9 order o1               -> offered T4 to A1, attach offered T2
at 09:02:03  accept A1 T4                                                       -> assigned T4 to A1
at 09:03:00  customer Ann not-called wx9 on app                                 -> unlinked wx9 from Ann
at 09:03:01  customer Ann not-called wx9 on app                                 -> refused not-linked
at 09:04:00  manager Bob A1                                                     -> customer Bob has manager A1
at 09:05:00  customer Bob is Ann                                                -> merged customer Bob into Ann, manager A1
at 09:05:01  customer Bob is Ann                                                -> same answer
at 09:05:02  customer Bob called wx7                                            -> refused customer-merged
at 09:05:03  customer Ann is Bob                                                -> refused customer-merged
at 09:06:00  submit T5 refund channel email customer Bob order o1               -> offered T5 to A1, attach offered T3
at 09:07:00  who-is Bob                                                         -> customer Ann, manager A1, merged Bob, T1 assigned, T3 assigned, T5 offered
at 09:07:01  find customer Ann                                                  -> found T5, offered; found T3, assigned; found T1, assigned
