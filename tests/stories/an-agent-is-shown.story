# domain 7.31, 7.32, 7.34
# What an agent has, since when he is full, and what he does not get again before when; and all who are full.
given saturation-alerts on
at 09:00:00  agent A1 online capacity 2   -> online A1
at 09:00:01  submit T1 low                -> offered T1 to A1
at 09:00:02  accept A1 T1                 -> assigned T1 to A1
at 09:00:03  submit T2 low                -> offered T2 to A1; alert agent-saturated to supervisor, A1
at 09:00:04  show A1                      -> shown A1, online, load 2 of 2, full since 09:00:03, has T1 assigned, has T2 offered
at 09:00:05  submit T3 low                -> waits T3; alert group-saturated T3 to supervisor, 1 waiting, 1 on duty
at 09:00:06  who-is-full                  -> saturation, A1 full since 09:00:03, group of 1 full since 09:00:05 with 1 waiting
at 09:00:07  decline A1 T2                -> returned T2 from A1, declined; offered T3 to A1
at 09:00:08  show A1                      -> shown A1, has T3 offered, not T2 until 09:10:07
