# domain 7.3
# Back in the pool after first response a ticket is ordered by the due of its next clock, and its respond clock stays stopped.
at 09:00:00  agent A1 online capacity 2                  -> online A1
at 09:00:00  submit T1 high channel hotline              -> offered T1 to A1, resolve by +1d 09:00:00
at 09:00:10  accept A1 T1                                -> assigned T1 to A1
at 09:00:20  contact A1 T1                               -> contact T1
at 09:01:00  break A1                                    -> break A1; returned T1 from A1, desk-left
at 09:02:00  submit T2 high                              -> waits T2, respond by 09:32:00
at 09:03:00  agent A2 online                             -> online A2; offered T2 to A2
at 09:03:10  accept A2 T2                                -> assigned T2 to A2
at 09:03:20  resolve A2 T2                               -> resolved T2 by A2; offered T1 to A2
