# domain 8.13, 8.15
# Seven days after the last contact a resolved ticket ends as closed unconfirmed; a message in between begins them anew.
given close-silence 7d
at 09:00:00      agent A1 online skills refund capacity 2   -> online A1
at 09:00:01      submit T1 refund                           -> offered T1 to A1
at 09:00:02      submit T2 refund                           -> offered T2 to A1
at 09:00:05      accept A1 T1                               -> assigned T1 to A1
at 09:00:06      accept A1 T2                               -> assigned T2 to A1
at 09:30:00      resolve A1 T1                              -> resolved T1 by A1
at 09:40:00      resolve A1 T2                              -> resolved T2 by A1
at +2d 09:00:00  message T1                                 -> message T1, resolved, closes +9d 09:00:00
at +7d 09:39:59                                             -> nothing
at +7d 09:40:00                                             -> closed-unconfirmed T2
at +8d 09:00:00  confirm T2                                 -> refused illegal-state, it is closed-unconfirmed
at +8d 09:00:01  message T2                                 -> refused illegal-state, it is closed-unconfirmed
at +9d 09:00:00                                             -> closed-unconfirmed T1
