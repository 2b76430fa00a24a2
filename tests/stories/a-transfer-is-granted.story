# domain 8.27
# Approved it goes at once to the agent, or to whoever of the team has the least load, and never above capacity.
at 09:00:00  agent A1 online skills refund capacity 3       -> online A1
at 09:00:01  agent N1 declared capacity 1 team night
at 09:00:02  agent N2 online capacity 1 team night          -> online N2
at 09:00:03  submit T1 refund                               -> offered T1 to A1
at 09:00:04  submit T2 refund                               -> offered T2 to A1
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:00:06  accept A1 T2                                   -> assigned T2 to A1
at 09:01:00  transfer A1 T1 team night                      -> asked to transfer T1 by A1, to team night; alert transfer-asked T1
at 09:01:01  transfer A1 T2                                 -> asked to transfer T2 by A1; alert transfer-asked T2
at 09:02:00  grant T1                                       -> transfer T1 approved; assigned T1 to N2 by hand, from A1
at 09:02:01  grant T2                                       -> refused missing-field, it is assigned
at 09:02:02  grant T2 team night                            -> refused at-capacity, it is assigned
at 09:02:03  grant T2 team nobodys                          -> refused unknown-team, it is assigned
at 09:02:04  grant T2 to A1                                 -> refused to-oneself, it is assigned
at 09:03:00  grant T2 to N1                                 -> transfer T2 approved; assigned T2 to N1 by hand, from A1
at 09:04:00  contact A1 T2                                  -> refused not-yours, it is assigned
