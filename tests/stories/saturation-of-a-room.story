# domain 7.31, 7.32
# A group is full when the rooms for its channel are, though its agents have places for others; the agents themselves are not full.
given saturation-alerts on
at 09:00:00  agent A1 online capacity 3 room hotline 1   -> online A1
at 09:00:01  submit T1 normal channel hotline            -> offered T1 to A1
at 09:00:02  accept A1 T1                                -> assigned T1 to A1
at 09:00:03  submit T2 normal channel hotline            -> waits T2; alert group-saturated T2 to supervisor, 1 waiting, 1 on duty
at 09:00:04  submit T3 normal channel email              -> offered T3 to A1
at 09:00:05  resolve A1 T1                               -> resolved T1 by A1; offered T2 to A1
at 09:00:06  accept A1 T2                                -> assigned T2 to A1
at 09:00:07  resolve A1 T2                               -> resolved T2 by A1; alert group-cleared to supervisor, 0 waiting, 1 on duty
