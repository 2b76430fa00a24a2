# domain 7.34
# The ten minutes pass also while somebody else has the ticket: afterwards the decliner is as good as anybody.
at 09:00:00  agent A1 online capacity 2                  -> online A1
at 09:00:01  agent A2 online capacity 2                  -> online A2
at 09:00:02  submit T1 low channel hotline               -> offered T1 to A1
at 09:00:03  decline A1 T1                               -> returned T1 from A1, declined, not again before 09:10:03; offered T1 to A2
at 09:00:04  accept A2 T1                                -> assigned T1 to A2
at 09:00:05  agent A3 online capacity 2                  -> online A3
at 09:10:03                                              -> forgot that A1 declined T1
at 09:20:00  break A2                                    -> break A2; returned T1 from A2, desk-left; offered T1 to A1, chosen as least-loaded
