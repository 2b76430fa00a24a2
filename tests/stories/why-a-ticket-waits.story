# domain 7.43
# Who may have it, who not and by what, what it waits for, and all that will happen to it by itself.
given relaxation shipped
given open-rungs 1
at 09:00:00  agent A1 online tier regular skills refund capacity 1       -> online A1
at 09:00:00  agent A2 online tier regular                                -> online A2
at 09:00:00  agent A3 online tier expert skills refund                   -> online A3
at 09:00:00  agent A4 online tier regular skills refund regions south    -> online A4
at 09:00:00  agent A5 declared tier regular skills refund
at 09:00:01  submit T0 high refund                                       -> offered T0 to A1
at 09:00:02  accept A1 T0                                                -> assigned T0 to A1
at 09:00:03  submit T1 high refund region north                          -> waits T1, respond by 09:30:03
at 09:00:04  explain T1
-> explained T1, full A1, off-duty A5, skill A2, region A4, agent-tier A3, relaxes at 09:05:03, respond 50% at 09:15:03
at 09:05:03                                                              -> relaxed T1 in region; offered T1 to A4
at 09:05:04  explain T1                                                  -> explained T1, full A4, offer ends A4 at 09:08:03
at 09:05:10  decline A4 T1                                               -> returned T1 from A4, declined
# It is in the pool anew, and asks for its region again.
at 09:05:11  explain T1                                                  -> explained T1, region A4, asked again A4 at 09:15:10, relaxes at 09:10:10
