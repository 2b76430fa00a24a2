# domain 7.17
# A ticket waits for its customer's manager, who is there and full: 20 % of the two hours to respond. Then it goes to others.
at 09:00:00  agent boss online capacity 1          -> online boss
at 09:00:00  agent other online capacity 9         -> online other
at 09:00:01  manager Ann boss                      -> customer Ann has manager boss
at 09:00:02  submit T1 normal customer Ann         -> offered T1 to boss
at 09:00:03  accept boss T1                        -> assigned T1 to boss
at 09:00:04  submit T2 normal customer Ann         -> waits T2; keeps T2 for boss, until 09:24:04
at 09:00:05  submit T3 normal customer Ann         -> waits T3; keeps T3 for boss, until 09:24:05
at 09:10:00  resolve boss T1                       -> resolved T1 by boss; offered T2 to boss, chosen as dedicated-manager
at 09:10:01  accept boss T2                        -> assigned T2 to boss
at 09:24:05                                        -> keeps T3 no longer for boss; offered T3 to other
