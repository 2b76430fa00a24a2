# A ticket waits for A1, who is full and has not declined it. However he leaves, only decliners are left then, and A2 is asked at once.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:00  agent A2 online                  -> online A2
at 09:00:01  submit T0 low                    -> offered T0 to A1
at 09:00:02  accept A1 T0                     -> assigned T0 to A1
at 09:01:00  submit T1 low                    -> offered T1 to A2
at 09:01:10  decline A2 T1                    -> returned T1 from A2, declined
at 09:02:00  break A1                         -> break A1; offered T1 to A2, chosen as longest-declined
                                              -> alert only-decliners T1 to supervisor, asked A2
at 09:02:20  accept A2 T1                     -> assigned T1 to A2
at 09:02:30  resolve A2 T1                    -> resolved T1 by A2
at 09:02:40  ready A1                         -> online A1
at 09:03:00  submit T2 low                    -> offered T2 to A2
at 09:03:10  decline A2 T2                    -> returned T2 from A2, declined
at 09:03:20  disconnect A1                    -> disconnected A1; offered T2 to A2; alert only-decliners T2
at 09:03:30  accept A2 T2                     -> assigned T2 to A2
at 09:03:40  resolve A2 T2                    -> resolved T2 by A2
at 09:03:50  online A1                        -> online A1
at 09:04:00  submit T3 low                    -> offered T3 to A2
at 09:04:10  decline A2 T3                    -> returned T3 from A2, declined
at 09:04:20  busy A1                          -> busy A1; offered T3 to A2; alert only-decliners T3
at 09:04:30  accept A2 T3                     -> assigned T3 to A2
at 09:04:40  resolve A2 T3                    -> resolved T3 by A2
at 09:04:50  ready A1                         -> online A1
at 09:05:00  submit T4 low refund             -> waits T4
# A2 learns it and declines; A1 knew it all the time, until his record says otherwise.
at 09:05:01  agent A1 declared skills refund  -> nothing
at 09:05:02  agent A2 declared skills refund  -> offered T4 to A2
at 09:05:10  decline A2 T4                    -> returned T4 from A2, declined
at 09:05:20  agent A1 declared                -> offered T4 to A2; alert only-decliners T4
