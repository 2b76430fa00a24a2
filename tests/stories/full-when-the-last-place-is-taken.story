# domain 7.32
# Nobody was there when they came: that all are full is told as soon as the last place is taken, or the last free agent leaves.
given saturation-alerts on
at 09:00:00  submit T1..T2 low              -> waits T1..T2
at 09:00:01  agent A1 online capacity 1     -> online A1; offered T1 to A1; alert agent-saturated to supervisor, A1; alert group-saturated T2 to supervisor, 1 waiting, 1 on duty
