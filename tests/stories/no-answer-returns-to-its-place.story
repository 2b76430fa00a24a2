# domain 7.10, 7.34
# An offer that nobody accepts in 3 minutes goes back to its place - before what came later - and on to the next agent.
at 09:00:00  agent A1 online capacity 1              -> online A1
at 09:00:01  submit T1 low                           -> offered T1 to A1, accept by 09:03:01
at 09:00:02  submit T2 low                           -> waits T2
at 09:01:00  agent A2 declared                       -> nothing
# A1 may not have T1 for ten minutes and gets the next one.
at 09:03:01                                          -> returned T1 from A1, no-answer, not again before 09:13:01
                                                     -> offered T2 to A1
at 09:03:30  accept A1 T2                            -> assigned T2 to A1
at 09:04:00  submit T3 low                           -> waits T3
at 09:05:00  online A2                               -> online A2; offered T1 to A2
