# domain 5.28, 5.29, 8.2, 8.3
# A row that pauses: what was used before the wait stays used, respond never pauses, and no status but this one pauses.
given row extra resolve 2h pauses
given active extra
at 09:00:00  agent A1 online                       -> online A1
at 09:00:00  submit T1 high                        -> offered T1 to A1, respond by 09:30:00, resolve by 11:00:00
at 09:00:10  accept A1 T1                          -> assigned T1 to A1
at 09:10:00  contact A1 T1                         -> contact T1, in-progress
at 09:30:00  node A1 T1 waiting-for-customer       -> waiting-for-customer T1; resolve T1 paused, due 11:00:00
at 12:00:00  message T1                            -> message T1, to-reply; resolve T1 resumed, due 13:30:00
at 12:30:00                                        -> warned T1 resolve 50% to A1
at 12:40:00  node A1 T1 waiting-for-department     -> waiting-for-department T1
at 13:06:00                                        -> warned T1 resolve 80% to A1, supervisor
at 13:30:00                                        -> overdue T1 resolve to A1, supervisor
