# domain 7.40
# What falls due earlier after a merge, before its owner is back, goes to the team at once.
given calendar day 09:00:00-17:00:00
at 09:00:00  agent A1 online shift day capacity 3       -> online A1
at 09:00:01  submit slow low customer Ann               -> offered slow to A1
at 09:00:02  accept A1 slow                             -> assigned slow to A1
at 09:00:03  contact A1 slow                            -> contact slow
at 10:00:00  offline A1                                 -> offline A1
at 10:00:01  submit fast urgent customer Ann            -> waits fast
at 10:00:02  merge fast into slow                       -> resolve slow taken-over, due 14:00:01; returned slow from A1, owner-away; merged fast into slow
                                                        -> alert moved-to-team slow to supervisor, asked A1
