# domain 4.18, 4.19, 4.21
# What is urgent is dispatched at once; the supervisor looks at it meanwhile, and is reminded once. No clock waits for him.
given rules shipped
at 09:00:00  agent S1 online tier senior capacity 3                       -> online S1
at 09:00:01  submit T1 urgent type consultation channel email             -> offered T1 to S1, urgent, respond by 09:15:01, needs review; alert needs-review T1 to supervisor
at 09:00:05  accept S1 T1                                                 -> assigned T1 to S1
at 09:05:01                                                               -> alert review-overdue T1 to supervisor, asked S1
at 09:07:31                                                               -> warned T1 respond 50% to S1
at 09:08:00  approve T1                                                   -> confirmed T1
at 09:08:01  approve T1                                                   -> same answer T1, assigned
at 09:09:00  submit T2 urgent type consultation channel email             -> offered T2 to S1, needs review; alert needs-review T2 to supervisor
at 09:09:01  approve T2                                                   -> confirmed T2
at 09:09:02  accept S1 T2                                                 -> assigned T2 to S1
at 09:10:00  submit T3 type consultation channel email                    -> offered T3 to S1, normal; alert agent-saturated to supervisor, S1
at 09:10:01  approve T3                                                   -> refused illegal-state, it is offered
