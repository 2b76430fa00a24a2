# domain 5.28
at 09:00:00  agent A1 online                       -> online A1
at 09:00:00  submit T1 urgent                      -> offered T1 to A1, resolve by 13:00:00
at 09:00:10  accept A1 T1                          -> assigned T1 to A1
at 09:05:00  contact A1 T1                         -> contact T1, in-progress
at 09:10:00  node A1 T1 waiting-for-customer       -> waiting-for-customer T1
at 11:00:00                                        -> warned T1 resolve 50% to A1
