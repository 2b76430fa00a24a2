# domain 5.37, 5.38
# After a contact somebody is to report: the agent hears of it first, then the supervisor; a report, a note or waiting for others ends it.
given stale-after 10m
at 09:00:00  agent A1 online                       -> online A1
at 09:00:00  submit T1 low                         -> offered T1 to A1
at 09:00:10  accept A1 T1                          -> assigned T1 to A1
at 09:10:10                                        -> alert stale T1 to A1
at 09:20:10                                        -> alert stale T1 to supervisor
at 09:40:00  message T1                            -> message T1, assigned
at 09:45:00  note A1 T1                            -> note T1
at 10:30:00  call-ended A1 T1                      -> call-ended T1
at 10:35:00  node A1 T1 waiting-for-department     -> waiting-for-department T1
at 10:50:00  message T1                            -> message T1, waiting-for-department
at 12:00:00  node A1 T1 in-progress                -> in-progress T1
at 12:10:00  call-ended A1 T1                      -> call-ended T1
at 12:15:00  offline A1                            -> offline A1
at 12:40:00                                        -> nothing
