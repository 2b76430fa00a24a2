# A request that is sent again is answered as the first time and not done twice, also by a new process.
at 09:00:00  agent A1 online capacity 2       -> online A1
at 09:00:01  submit T1 low                    -> offered T1 to A1
at 09:00:02  accept A1 T1 request 1           -> assigned T1 to A1
at 09:00:03  accept A1 T1 request 1           -> same answer T1, assigned
at 09:00:04  contact A1 T1 request 2          -> contact T1
at 09:00:05  node A1 T1 request 3 waiting-for-customer -> waiting-for-customer T1
at 09:00:06  resolve A1 T1 request 4          -> resolved T1 by A1
at 09:00:07  resolve A1 T1 request 4          -> same answer T1, resolved
at 09:00:08  contact A1 T1 request 2          -> same answer T1, in-progress
at 09:00:09  restart                          -> started; disconnected A1
at 09:00:10  online A1                        -> online A1
at 09:00:11  resolve A1 T1 request 4          -> same answer T1, resolved
# Number 4 was a resolve: something else under it cannot be judged.
at 09:00:12  accept A1 T1 request 4           -> refused malformed
# 32 are remembered: 36 takes the place of 4.
at 09:00:13  submit T2 low                    -> offered T2 to A1
at 09:00:14  accept A1 T2 request 36          -> assigned T2 to A1
at 09:00:15  resolve A1 T1 request 4          -> refused malformed
