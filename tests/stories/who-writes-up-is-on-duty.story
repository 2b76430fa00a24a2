# Who is writing up his last ticket is on duty: what he has not declined waits for him, and when he leaves it is for those who have.
given wrap-up 30s
at 09:00:00  agent A1 online                  -> online A1
at 09:00:00  agent A2 online                  -> online A2
at 09:00:10  submit T0 low                    -> offered T0 to A1
at 09:00:11  accept A1 T0                     -> assigned T0 to A1
at 09:01:00  submit T1 low                    -> offered T1 to A2
at 09:01:10  decline A2 T1                    -> returned T1 from A2, declined
at 09:01:20  resolve A1 T0                    -> resolved T0 by A1, wrap-up until 09:01:50
at 09:01:50                                   -> online A1; offered T1 to A1, chosen as freed-agent
at 09:02:00  accept A1 T1                     -> assigned T1 to A1
at 09:03:00  submit T2 low                    -> offered T2 to A2
at 09:03:10  decline A2 T2                    -> returned T2 from A2, declined
at 09:03:20  resolve A1 T1                    -> resolved T1 by A1, wrap-up until 09:03:50
at 09:03:30  break A1                         -> break A1; offered T2 to A2, chosen as longest-declined
                                              -> alert only-decliners T2 to supervisor, asked A2
