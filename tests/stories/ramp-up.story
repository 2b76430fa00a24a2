# domain 7.38
# Nobody inherits the night: in the first 10 minutes capacity opens step by step. A short cut does not begin it anew, offline does.
given ramp-up 10m
at 09:00:00  submit T1..T7 low                -> waits T1..T7
at 09:00:00  agent A1 online capacity 5       -> online A1, open 1 of 5; offered T1 to A1
at 09:02:00                                   -> opened 2 of 5 to A1; offered T2 to A1
at 09:02:30  accept A1 T1                     -> assigned T1 to A1
at 09:02:30  accept A1 T2                     -> assigned T2 to A1
at 09:03:00  disconnect A1                    -> disconnected A1
at 09:03:30  online A1                        -> online A1, open 2 of 5
at 09:04:00                                   -> opened 3 of 5 to A1; offered T3 to A1
at 09:04:10  accept A1 T3                     -> assigned T3 to A1
at 09:06:00                                   -> opened 4 of 5 to A1; offered T4 to A1
at 09:06:10  accept A1 T4                     -> assigned T4 to A1
at 09:08:00                                   -> opened 5 of 5 to A1; offered T5 to A1
at 09:08:10  accept A1 T5                     -> assigned T5 to A1
at 09:20:00  offline A1                       -> offline A1
at 09:20:10  resolve A1 T1                    -> refused not-signed-in
at 09:21:00  online A1                        -> online A1, open 1 of 5
