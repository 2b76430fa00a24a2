# domain 4.16
# A consultation by app is for bots first, whatever their load; what a bot hands over is for people only, in the same ticket.
given rules shipped
given review none
at 09:00:00  agent R1 online tier regular capacity 5                       -> online R1
at 09:00:00  agent B1 online tier bot capacity 3                           -> online B1
at 09:00:01  submit T1 type consultation channel app                       -> offered T1 to B1, normal
at 09:00:02  submit T2 type consultation channel app                       -> offered T2 to B1, normal
at 09:00:03  explain T2                                                    -> explained T2, free B1, bot-first R1
at 09:00:04  accept B1 T2                                                  -> assigned T2 to B1
at 09:00:05  submit T3 type consultation channel app                       -> offered T3 to B1; alert agent-saturated to supervisor, B1
at 09:00:06  submit T4 type consultation channel app                       -> offered T4 to R1
# It took T2 and cannot solve it; then there is a place for another one.
at 09:00:07  decline B1 T2                                                 -> returned T2 from B1, declined; offered T2 to R1
at 09:00:08  explain T2                                                    -> explained T2, agent-tier B1
at 09:00:09  decline R1 T2                                                 -> returned T2 from R1, declined; offered T2 to R1; alert only-decliners T2 to supervisor, asked R1
at 09:00:10  submit T5 type consultation channel app                       -> offered T5 to B1; alert agent-saturated to supervisor, B1
