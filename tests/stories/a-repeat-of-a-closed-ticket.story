# domain 8.22, 11.3
# Closed, cancelled, or resolved too long ago to be reopened: the new ticket is linked, the earlier one is its parent.
given repeat-within 7d
given reopen-within 7d
at 09:00:00      agent A1 online skills refund capacity 9                       -> online A1
at 09:00:01      submit T1 refund customer Ann order o1                         -> offered T1 to A1
at 09:00:02      accept A1 T1                                                   -> assigned T1 to A1
at 09:30:00      resolve A1 T1                                                  -> resolved T1 by A1, first contact
at 10:00:00      confirm T1                                                     -> closed T1
at 11:00:00      submit T2 refund customer Ann order o1                         -> linked T2 to T1, after T1; offered T2 to A1
at 11:00:01      accept A1 T2                                                   -> assigned T2 to A1
at 11:30:00      resolve A1 T2                                                  -> resolved T2 by A1, first contact
at +3d 11:00:00  message T2                                                     -> message T2, resolved
at +8d 11:00:00  reopen T2                                                      -> refused reopen-over, it is resolved
at +8d 11:00:01  submit T3 refund customer Ann order o1                         -> linked T3 to T2, after T2; offered T3 to A1
at +8d 11:00:02  accept A1 T3                                                   -> assigned T3 to A1
at +8d 11:00:03  submit T4 refund                                               -> offered T4 to A1
at +8d 11:00:04  accept A1 T4                                                   -> assigned T4 to A1
at +8d 11:00:05  link T4 to T3                                                  -> refused other-customer, it is assigned
at +8d 11:00:06  link T4 to T3 supervisor                                       -> linked T4 to T3
