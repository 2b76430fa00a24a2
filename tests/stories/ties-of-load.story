# domain 7.21
# Equal loads: the one whose last offer is longest ago, then the cheaper, then the one declared first.
at 08:59:00  agent dear declared cost 5000               -> nothing
at 08:59:00  agent cheap declared cost 4000              -> nothing
at 08:59:00  agent same declared cost 4000               -> nothing
at 08:59:00  agent early declared cost 9000              -> nothing
at 09:00:00  online early                                -> online early
at 09:00:01  online same                                 -> online same
at 09:00:01  online dear                                 -> online dear
at 09:00:01  online cheap                                -> online cheap
at 09:01:00  submit T1 low                               -> offered T1 to early
at 09:01:01  submit T2 low                               -> offered T2 to cheap
at 09:01:02  submit T3 low                               -> offered T3 to same
at 09:01:03  submit T4 low                               -> offered T4 to dear
at 09:01:04  submit T5 low                               -> waits T5
