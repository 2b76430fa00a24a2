# domain 6.3, 7.12
# Customer tiers served may be bound to a time and exclusive: within the hours only these, outside as the record says. Hours that begin or
# end are events that lead to offers.
given calendar evening 19:00:00-21:00:00
at 18:00:00  agent A1 online capacity 9 only vip in evening -> online A1
at 18:00:01  submit T1 normal ordinary                      -> offered T1 to A1
at 18:00:02  accept A1 T1                                   -> assigned T1 to A1
at 19:00:00                                                 -> exclusive hours begin for A1
# What he has stays his.
at 19:00:01  resolve A1 T1                                  -> warned T1 respond 50% to A1; resolved T1 by A1
at 19:00:02  submit T2 normal ordinary                      -> waits T2
at 19:00:03  submit T3 normal vip                           -> offered T3 to A1
at 19:00:04  accept A1 T3                                   -> assigned T3 to A1
at 19:00:05  resolve A1 T3                                  -> resolved T3 by A1
at 20:00:02                                                 -> warned T2 respond 50%; alert nobody-on-duty T2 to supervisor
at 20:36:02                                                 -> warned T2 respond 80% to supervisor
at 21:00:00                                                 -> exclusive hours end for A1; offered T2 to A1
