# Only decliners are left for two tickets, and both belong to A3, who declined them first. His one place takes T1: T2 goes to A2, though A2 was
# asked before him and had nothing to take then.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:01  submit T0 low                    -> offered T0 to A1
at 09:00:02  accept A1 T0                     -> assigned T0 to A1
at 09:00:03  agent A2 online                  -> online A2
at 09:00:04  agent A3 online                  -> online A3
at 09:00:05  submit T9 low                    -> offered T9 to A2
at 09:00:06  accept A2 T9                     -> assigned T9 to A2
at 09:00:07  resolve A2 T9                    -> resolved T9 by A2
at 09:01:00  submit T1 low                    -> offered T1 to A3
at 09:01:10  decline A3 T1                    -> returned T1 from A3, declined; offered T1 to A2
at 09:01:20  decline A2 T1                    -> returned T1 from A2, declined
at 09:02:00  submit T2 low                    -> offered T2 to A3
at 09:02:10  decline A3 T2                    -> returned T2 from A3, declined; offered T2 to A2
at 09:02:20  decline A2 T2                    -> returned T2 from A2, declined
at 09:03:00  break A1                         -> break A1; offered T1 to A3, chosen as longest-declined
                                              -> offered T2 to A2, chosen as longest-declined
                                              -> alert only-decliners T1 to supervisor, asked A3
                                              -> alert only-decliners T2 to supervisor, asked A2
