# domain 5.31
# What missed a deadline is resolved with a reason: given with it, before it by the agent, or by the supervisor.
given overdue-reason staff-short
given overdue-reason other
at 09:00:00  agent A1 online capacity 3       -> online A1
at 09:00:00  submit T1..T3 high               -> offered T1..T3 to A1
at 09:00:10  accept A1 T1                     -> assigned T1 to A1
at 09:00:10  accept A1 T2                     -> assigned T2 to A1
at 09:00:10  accept A1 T3                     -> assigned T3 to A1
at 09:10:00  reason A1 T1 1                   -> refused illegal-state, it is assigned
at 09:15:00                                   -> warned T1..T3 respond 50% to A1
at 09:24:00                                   -> warned T1..T3 respond 80% to A1, supervisor
at 09:30:00                                   -> overdue T1..T3 respond to A1, supervisor
at 09:35:00  resolve A1 T1                    -> refused reason-missing, it is assigned
at 09:35:10  resolve A1 T1 reason 9           -> refused unknown-reason, it is assigned
at 09:35:20  resolve A1 T1 reason 1           -> resolved T1 by A1, first contact
at 09:36:00  reason A1 T2 2                   -> refused unknown-reason, it is assigned
at 09:36:10  reason A1 T2 2 text storm        -> reason T2 2
at 09:36:20  resolve A1 T2                    -> resolved T2 by A1, first contact
at 09:37:00  reason supervisor T3 1           -> reason T3 1
at 09:37:10  resolve A1 T3                    -> resolved T3 by A1, first contact
