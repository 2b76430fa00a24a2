# domain 7.39, 7.40
# A desk is cut off: what stays with its owner goes to the team, and the supervisor is told, when it falls due before his next shift.
given calendar day 09:00:00-17:00:00
at 10:00:00  agent A1 online shift day capacity 3       -> online A1
at 10:00:01  submit slow low                            -> offered slow to A1
at 10:00:02  accept A1 slow                             -> assigned slow to A1
at 10:00:03  contact A1 slow                            -> contact slow
at 10:00:04  submit fast urgent                         -> offered fast to A1
at 10:00:05  accept A1 fast                             -> assigned fast to A1
at 10:00:06  contact A1 fast                            -> contact fast
at 10:00:07  agent A2 online capacity 9                 -> online A2
at 10:01:00  disconnect A1                              -> disconnected A1, until 10:02:00
at 10:02:00                                             -> offline A1
                                                        -> returned fast from A1, owner-away; offered fast to A2
                                                        -> alert moved-to-team fast to supervisor, asked A1
at 10:02:10  accept A2 fast                             -> assigned fast to A2
# A clock that is set while he is away counts too.
at 10:03:00  level slow urgent                          -> level slow urgent; deadlines slow
                                                        -> returned slow from A1, owner-away; offered slow to A2
                                                        -> alert moved-to-team slow to supervisor, asked A1
