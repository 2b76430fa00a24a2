# domain 5.37, 5.38
# A further contact gives no more time to report the first; what a supervisor notes is no report. While the agent is away nobody asks him;
# back at work he has as long again.
given stale-after 10m
at 09:00:00  agent A1 online                       -> online A1
at 09:00:00  submit T1 low                         -> offered T1 to A1
at 09:00:10  accept A1 T1                          -> assigned T1 to A1
at 09:08:00  message T1                            -> message T1, assigned
at 09:09:00  note supervisor T1                    -> note T1
at 09:10:10                                        -> alert stale T1 to A1
at 09:15:00  message T1                            -> message T1, assigned
at 09:20:10                                        -> alert stale T1 to supervisor
at 09:30:00  message T1                            -> message T1, assigned
at 09:35:00  offline A1                            -> offline A1
at 13:00:00  online A1                             -> online A1
at 13:10:00                                        -> alert stale T1 to A1
