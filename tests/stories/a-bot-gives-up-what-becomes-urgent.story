# domain 4.17
# A bot that holds a ticket, or is offered it, hands it over when a supervisor makes it urgent.
at 09:00:00  agent B1 online tier bot capacity 5             -> online B1
at 09:00:01  submit T1..T2 normal                            -> offered T1..T2 to B1
at 09:00:02  accept B1 T1                                    -> assigned T1 to B1
at 09:00:03  agent S1 online tier senior capacity 5          -> online S1
at 09:00:04  level T1 urgent                                 -> level T1 urgent; deadlines T1; returned T1 from B1, for-people; offered T1 to S1
at 09:00:05  level T2 urgent                                 -> level T2 urgent; deadlines T2; returned T2 from B1, for-people; offered T2 to S1
