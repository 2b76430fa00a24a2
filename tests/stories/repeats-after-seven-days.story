# domain 11.2
# The time counts from the earlier ticket's last contact.
given sample statutory
given repeat-within 7d
given stale-after 0s
at 09:00:00      agent A1 online skills refund tier regular capacity 9               -> online A1
at 09:00:01      submit T1 refund channel email type consultation customer Ann order o1      -> offered T1 to A1
at 09:00:02      accept A1 T1                                                        -> assigned T1 to A1
at +2d 09:00:00  message T1                                                          -> message T1
at +9d 09:00:00  submit T2 refund channel email type inquiry customer Ann order o1           -> offered T2 to A1, attach offered T1
at +9d 09:00:01  accept A1 T2                                                        -> assigned T2 to A1
at +16d 09:00:02 submit T3 refund channel email type inquiry customer Ann order o1           -> offered T3 to A1
