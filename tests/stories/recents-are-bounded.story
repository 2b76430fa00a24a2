# Of the tickets that ended, the latest are remembered; the oldest are forgotten one by one, and their keys begin anew.
given recent-max 2
at 09:00:00  agent A1 online capacity 3       -> online A1
at 09:00:01  submit T1..T3 low                -> offered T1..T3 to A1
at 09:00:02  accept A1 T1                     -> assigned T1 to A1
at 09:00:03  accept A1 T2                     -> assigned T2 to A1
at 09:00:04  accept A1 T3                     -> assigned T3 to A1
at 09:00:05  resolve A1 T2                    -> resolved T2 by A1
at 09:00:06  resolve A1 T1                    -> resolved T1 by A1
at 09:00:07  resolve A1 T3                    -> forgot T2; resolved T3 by A1
at 09:00:08  submit T1 low                    -> same answer T1, resolved
at 09:00:09  submit T2 low                    -> offered T2 to A1
