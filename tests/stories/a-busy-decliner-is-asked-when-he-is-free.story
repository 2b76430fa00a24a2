# domain 7.35, 7.42
# Both have declined T1 and neither has a free place: it is asked again as soon as one of them has, though the other declined it before.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:01  agent A2 online                  -> online A2
at 09:01:00  submit T1 low                    -> offered T1 to A1
at 09:01:01  submit T2 low                    -> offered T2 to A2
at 09:01:02  submit T3 low                    -> waits T3
at 09:01:10  decline A1 T1                    -> returned T1 from A1, declined; offered T3 to A1
at 09:01:15  accept A1 T3                     -> assigned T3 to A1
at 09:01:20  accept A2 T2                     -> assigned T2 to A2
at 09:01:30  resolve A2 T2                    -> resolved T2 by A2; offered T1 to A2, chosen as freed-agent
at 09:01:40  submit T4 low                    -> waits T4
at 09:01:50  decline A2 T1                    -> returned T1 from A2, declined; offered T4 to A2
at 09:02:00  accept A2 T4                     -> assigned T4 to A2
at 09:02:10  resolve A2 T4                    -> resolved T4 by A2; offered T1 to A2, chosen as longest-declined
                                              -> alert only-decliners T1 to supervisor, asked A2
at 09:02:20  accept A2 T1                     -> assigned T1 to A2
