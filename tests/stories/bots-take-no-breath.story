# domain 7.37, 7.38
# A machine writes nothing up and inherits what it can take at once.
given ramp-up 10m
given wrap-up 30s
at 09:00:00  agent B1 online tier bot capacity 5             -> online B1
at 09:00:01  submit T1..T2 normal                            -> offered T1..T2 to B1
at 09:00:02  accept B1 T1                                    -> assigned T1 to B1
at 09:00:02  accept B1 T2                                    -> assigned T2 to B1
at 09:00:03  resolve B1 T1                                   -> resolved T1 by B1, first contact
at 09:00:04  submit T3 normal                                -> offered T3 to B1
