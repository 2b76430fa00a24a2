# domain 7.14, 7.24, 7.25, 7.26
# A human sets another level: the steps that a waiting ticket has taken count on the ladder of its new level, and those to come are shares
# of its new target.
given open-rungs 1
given relaxation shipped
at 09:00:00  submit T1 refund:3 high                                  -> waits T1, respond by 09:30:00
at 09:00:00  submit T2 refund:3 normal                                -> waits T2, respond by 11:00:00
at 09:10:00                                                           -> relaxed T1 in ladder; relaxed T2 in ladder
at 09:12:00  level T1 normal                                          -> level T1 normal; deadlines T1, respond by 11:00:00
at 09:12:01  level T2 high                                            -> level T2 high; deadlines T2, respond by 09:30:00
at 09:13:00  agent S1 online tier senior skills refund:3 capacity 2   -> online S1; offered T2 to S1; offered T1 to S1
at 09:13:01  accept S1 T1                                             -> assigned T1 to S1
at 09:13:01  accept S1 T2                                             -> assigned T2 to S1
at 09:13:02  resolve S1 T2                                            -> resolved T2 by S1
at 09:13:03  resolve S1 T1                                            -> resolved T1 by S1
# At 80 % of two hours, and no more of 30 minutes.
at 09:14:00  submit T3 billing:3 high                                 -> waits T3, respond by 09:44:00
at 09:15:00  level T3 normal                                          -> level T3 normal; deadlines T3, respond by 11:14:00
at 09:16:00  agent S2 online tier senior skills billing:2             -> online S2
at 09:24:00                                                           -> relaxed T3 in ladder
at 10:14:00                                                           -> warned T3 respond 50%; alert nobody-on-duty T3 to supervisor
at 10:50:00                                                           -> warned T3 respond 80% to supervisor; relaxed T3 in skill; offered T3 to S2
