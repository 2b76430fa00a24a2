# domain 7.37
# After each ticket 30 seconds to write things down; then the next one comes by itself.
given wrap-up 30s
at 09:00:00  agent A1 online capacity 2       -> online A1
at 09:00:01  submit T1..T3 low                -> offered T1..T2 to A1; waits T3
at 09:00:02  accept A1 T1                     -> assigned T1 to A1
at 09:00:03  accept A1 T2                     -> assigned T2 to A1
at 09:01:00  resolve A1 T1                    -> resolved T1 by A1, wrap-up until 09:01:30
# A second one inside the wrap-up does not make it longer.
at 09:01:10  resolve A1 T2                    -> resolved T2 by A1
at 09:01:30                                   -> online A1; offered T3 to A1
at 09:01:40  accept A1 T3                     -> assigned T3 to A1
at 09:02:00  resolve A1 T3                    -> resolved T3 by A1, wrap-up until 09:02:30
at 09:02:05  submit T4 low                    -> waits T4
# He may be ready earlier.
at 09:02:10  ready A1                         -> online A1; offered T4 to A1
