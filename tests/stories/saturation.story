# domain 7.31, 7.32
# Supervisors hear once that an agent is full, and once that all who may take a kind of ticket are; and when that is over.
given saturation-alerts on
at 09:00:00  agent A1 online capacity 1    -> online A1
at 09:00:01  agent A2 online capacity 1    -> online A2
at 09:00:02  submit T1 low                 -> offered T1 to A1; alert agent-saturated to supervisor, A1
at 09:00:03  accept A1 T1                  -> assigned T1 to A1
at 09:00:04  submit T2 low                 -> offered T2 to A2; alert agent-saturated to supervisor, A2
at 09:00:05  accept A2 T2                  -> assigned T2 to A2
at 09:00:06  submit T3 low                 -> waits T3; alert group-saturated T3 to supervisor, 1 waiting, 2 on duty
at 09:00:07  submit T4 low                 -> waits T4
# The place that frees is taken in the same turn: nothing has changed.
at 09:00:08  resolve A1 T1                 -> resolved T1 by A1; offered T3 to A1
at 09:00:09  accept A1 T3                  -> assigned T3 to A1
at 09:00:10  resolve A2 T2                 -> resolved T2 by A2; offered T4 to A2
at 09:00:11  accept A2 T4                  -> assigned T4 to A2
at 09:00:12  resolve A2 T4                 -> resolved T4 by A2; alert group-cleared to supervisor, 0 waiting, 2 on duty
at 09:00:13  submit T5 low                 -> offered T5 to A2; alert agent-saturated to supervisor, A2
