# domain 14.3
# What an agent has is the supervisor's whom his record names, or the duty supervisor's. What nobody has, and what is with an agent whose record
# names nobody, is every supervisor's.
at 09:00:00  agent chen declared tier supervisor
at 09:00:00  agent wang declared tier supervisor
at 09:00:00  agent zhou declared tier supervisor
at 09:00:01  agent A1 online skills refund capacity 5 supervisor chen duty wang   -> online A1
at 09:00:01  agent B1 online skills billing capacity 5 supervisor zhou            -> online B1
at 09:00:01  agent C1 online skills invoice capacity 5                            -> online C1
at 09:00:02  submit T1 refund                              -> offered T1 to A1
at 09:00:03  as zhou take-back T1                          -> refused other-team, it is offered
at 09:00:04  accept A1 T1                                  -> assigned T1 to A1
at 09:01:00  as zhou level T1 high                         -> refused other-team, it is assigned
at 09:01:01  as zhou hold T1                               -> refused other-team, it is assigned
at 09:01:02  as zhou assign T1 to B1                       -> refused other-team, it is assigned
at 09:01:03  as wang level T1 high                         -> level T1 high; deadlines T1
at 09:01:04  as A1 note supervisor T1                      -> note T1
# An agent asks to give it away: his supervisor decides, to whichever team it goes. Then it is of that team.
at 09:02:00  transfer A1 T1 to B1                          -> asked to transfer T1 by A1, to B1; alert transfer-asked T1 to supervisor
at 09:02:01  as zhou grant T1                              -> refused other-team, it is assigned
at 09:02:02  as chen grant T1                              -> transfer T1 approved; assigned T1 to B1 by hand, from A1
at 09:02:03  as chen take-back T1                          -> refused other-team, it is assigned
at 09:02:04  as zhou take-back T1                          -> returned T1 from B1, taken-back; offered T1 to A1
# What nobody has belongs to no team.
at 09:03:00  submit T2 billing:5                           -> waits T2
at 09:03:01  as chen hold T2                               -> held T2
at 09:03:02  as zhou release T2                            -> waits T2
at 09:03:03  as chen assign T2 to B1                       -> assigned T2 to B1 by hand
at 09:03:04  as chen merge T1 into T2                      -> refused other-team, it is assigned
# Nor does what is with somebody whose record names nobody.
at 09:04:00  submit T3 invoice                             -> offered T3 to C1
at 09:04:01  accept C1 T3                                  -> assigned T3 to C1
at 09:04:02  as zhou level T3 high                         -> level T3 high; deadlines T3
# What is resolved is of the team that had it.
at 09:05:00  resolve B1 T2                                 -> resolved T2 by B1
at 09:05:01  as chen reopen T2 supervisor                  -> refused other-team, it is resolved
at 09:05:02  as zhou reopen T2 supervisor                  -> reopened T2; resolve T2 resumed; deadlines T2; waits T2
