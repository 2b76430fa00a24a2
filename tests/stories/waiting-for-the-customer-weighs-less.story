# domain 7.30
# A ticket that waits for its customer weighs less: the part of a place that it leaves is filled at once, and taken back when he answers.
given waiting-percent 50
at 09:00:00  agent A1 online capacity 2             -> online A1
at 09:00:01  submit T1..T2 normal                   -> offered T1..T2 to A1
at 09:00:02  accept A1 T1                           -> assigned T1 to A1
at 09:00:03  accept A1 T2                           -> assigned T2 to A1
at 09:00:04  submit T3 normal                       -> waits T3
at 09:00:05  node A1 T1 waiting-for-customer        -> waiting-for-customer T1
at 09:00:06  node A1 T2 waiting-for-customer        -> waiting-for-customer T2; offered T3 to A1
at 09:00:07  accept A1 T3                           -> assigned T3 to A1
# The customer answers: he has more than his capacity, and gets nothing new until it falls.
at 09:00:08  message T1                             -> message T1, to-reply
at 09:00:09  submit T4 normal                       -> waits T4
at 09:00:10  resolve A1 T3                          -> resolved T3 by A1
at 09:00:11  resolve A1 T1                          -> resolved T1 by A1; offered T4 to A1
