# domain 4.22
# How many of the tickets to review were looked at, and how many sent to others.
given rules shipped
at 09:00:00  agent S1 online tier senior capacity 9                       -> online S1
at 09:00:00  agent S2 online tier expert capacity 1                       -> online S2
at 09:00:01  submit T1 urgent type consultation channel email             -> offered T1 to S1; alert needs-review T1 to supervisor
at 09:00:02  submit T2 urgent type consultation channel email             -> offered T2 to S2; alert needs-review T2 to supervisor; alert agent-saturated to supervisor, S2
at 09:00:03  submit T3 urgent type consultation channel email             -> offered T3 to S1; alert needs-review T3 to supervisor
at 09:00:04  ask-status                                                   -> status, 3 to review, reviewed 0 of 3, redirected 0 of 3
at 09:00:05  approve T1                                                   -> confirmed T1
at 09:00:06  redirect T2                                                  -> redirected T2; returned T2 from S2, taken-back; offered T2 to S1
at 09:00:07  ask-status                                                   -> status, 1 to review, reviewed 2 of 3, redirected 1 of 3
