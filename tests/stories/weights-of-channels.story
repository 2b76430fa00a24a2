# domain 6.4, 7.20
# Tickets of a channel may weigh more or less than a place; nobody gets what does not fit, and loads are compared by weight.
given weight hotline 200
given weight social-message 50
at 09:00:00  agent A1 online capacity 3                       -> online A1
at 09:00:01  submit T1 normal channel hotline                 -> offered T1 to A1
at 09:00:02  accept A1 T1                                     -> assigned T1 to A1
at 09:00:03  submit T2 normal channel hotline                 -> waits T2
at 09:00:04  submit S1 normal channel social-message          -> offered S1 to A1
at 09:00:05  accept A1 S1                                     -> assigned S1 to A1
at 09:00:06  submit T3 normal channel email                   -> waits T3
at 09:00:07  submit S2 normal channel social-message          -> offered S2 to A1
at 09:00:08  accept A1 S2                                     -> assigned S2 to A1
at 09:00:09  resolve A1 S1                                    -> resolved S1 by A1
at 09:00:10  resolve A1 S2                                    -> resolved S2 by A1; offered T3 to A1
at 09:00:11  agent A2 online capacity 6                       -> online A2; offered T2 to A2
