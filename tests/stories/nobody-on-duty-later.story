# domain 5.20
# Who was there when a clock began may be gone later: each step asks anew until it was told, also of what waits for one agent alone.
given supervisor-percent 1000
at 09:00:00  agent A1 online tier regular capacity 1 -> online A1
at 09:00:00  submit T1..T2 high                  -> offered T1 to A1; waits T2
at 09:00:10  accept A1 T1                        -> assigned T1 to A1
at 09:15:00                                      -> warned T1..T2 respond 50%
at 09:20:00  offline A1                          -> offline A1
at 09:24:00                                      -> warned T1..T2 respond 80%; alert nobody-on-duty T1..T2 to supervisor
at 09:30:00                                      -> overdue T1 respond; returned T1 from A1, owner-away; overdue T2 respond; alert moved-to-team T1 to supervisor, asked A1
