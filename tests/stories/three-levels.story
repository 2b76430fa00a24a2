# domain 4.8
# Who knows three levels says important for high, and general for normal; low stands with it.
at 09:00:00  agent A1 online capacity 9  -> online A1
at 09:00:01  submit T1 urgent            -> offered T1 to A1, urgent
at 09:00:02  submit T2 important         -> offered T2 to A1, high
at 09:00:03  submit T3 重要              -> offered T3 to A1, high
at 09:00:04  submit T4 general           -> offered T4 to A1, normal
at 09:00:05  submit T5 一般              -> offered T5 to A1, normal
