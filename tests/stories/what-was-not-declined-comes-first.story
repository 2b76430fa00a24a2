# What an agent declined once never hides from him what he did not decline, also when only he is left for it.
at 09:00:00  agent A1 online                  -> online A1
at 09:01:00  submit T1 high                   -> offered T1 to A1
at 09:01:01  submit T2 low                    -> waits T2
at 09:01:10  decline A1 T1                    -> returned T1 from A1, declined; offered T2 to A1
at 09:01:20  accept A1 T2                     -> assigned T2 to A1
at 09:01:30  submit T3 low                    -> waits T3
at 09:02:00  resolve A1 T2                    -> resolved T2 by A1; offered T3 to A1
at 09:02:10  accept A1 T3                     -> assigned T3 to A1
at 09:02:20  resolve A1 T3                    -> resolved T3 by A1; offered T1 to A1, chosen as longest-declined
                                              -> alert only-decliners T1 to supervisor, asked A1
