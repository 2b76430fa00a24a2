# domain 7.17
# A manager is due when his shift begins within the time that a ticket may wait for him; after that time, and before his shift, it does not.
given calendar day 09:00:00-17:00:00
at 08:30:00  agent boss declared tier supervisor shift day capacity 2   -> shift over for boss
at 08:30:01  agent other online capacity 9                              -> online other
at 08:30:02  manager Ann boss                                           -> customer Ann has manager boss
# 20 % of two hours is 24 minutes.
at 08:35:00  submit T1 normal customer Ann                              -> offered T1 to other
at 08:35:01  accept other T1                                            -> assigned T1 to other
at 08:36:01  submit T2 normal customer Ann                              -> waits T2; keeps T2 for boss, until 09:00:01
at 09:00:00  online boss                                                -> shift begins for boss; online boss; offered T2 to boss
