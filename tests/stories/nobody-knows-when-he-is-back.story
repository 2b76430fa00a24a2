# domain 7.39, 7.40
# An agent without a shift signs out: what he has stays with him until it falls due, and then goes to the team. What is late goes at once.
at 09:00:00  agent A1 online capacity 3             -> online A1
at 09:00:01  agent A2 online capacity 9 tier senior -> online A2
at 09:00:02  submit T1..T2 high                     -> offered T1 to A1; offered T2 to A2
at 09:00:03  accept A1 T1                           -> assigned T1 to A1
at 09:00:04  accept A2 T2                           -> assigned T2 to A2
at 09:15:02                                         -> warned T1 respond 50% to A1; warned T2 respond 50% to A2
at 09:20:00  offline A1                             -> offline A1
at 09:24:02                                         -> warned T1 respond 80% to supervisor; warned T2 respond 80% to A2, supervisor
                                                    -> alert nobody-on-duty T1 to supervisor, asked A1
at 09:30:02                                         -> overdue T1 respond to supervisor; returned T1 from A1, owner-away; offered T1 to A2
                                                    -> overdue T2 respond to A2, supervisor; alert moved-to-team T1 to supervisor, asked A1
at 09:31:00  accept A2 T1                           -> assigned T1 to A2
at 09:32:00  online A1                              -> online A1
at 09:33:00  offline A2                             -> offline A2
                                                    -> returned T1 from A2, owner-away; offered T1 to A1; returned T2 from A2, owner-away; offered T2 to A1
                                                    -> alert moved-to-team T1..T2 to supervisor, asked A2
