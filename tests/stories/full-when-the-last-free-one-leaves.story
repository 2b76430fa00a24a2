# domain 7.32
# S1 has a place, which is kept for urgent tickets: not all are full. They are when he goes on a break.
given saturation-alerts on
given reserve 1
at 09:00:00  agent R1 online tier regular capacity 1  -> online R1
at 09:00:01  agent S1 online tier senior capacity 1   -> online S1
at 09:00:02  submit T1..T2 normal                     -> offered T1 to R1; waits T2; alert agent-saturated to supervisor, R1
at 09:00:03  break S1                                 -> break S1; alert group-saturated T2 to supervisor, 1 waiting, 1 on duty
