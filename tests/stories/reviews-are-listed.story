# domain 4.18, 4.19, 4.20
# Supervisors see which tickets nobody has looked at yet, with who has them; an overdue one still is among them, a reviewed one is not.
given rules shipped
at 09:00:00  agent S1 online tier senior capacity 9                       -> online S1
at 09:00:00  agent S2 online tier expert capacity 1                       -> online S2
at 09:00:00  list-reviews                                                 -> reviews listed, 0 to review
at 09:00:01  submit T1 urgent type consultation channel email             -> offered T1 to S1, needs review; alert needs-review T1 to supervisor
at 09:00:02  submit T2 urgent type consultation channel email             -> offered T2 to S2, needs review; alert needs-review T2 to supervisor; alert agent-saturated to supervisor, S2
at 09:00:03  submit T3 type consultation channel email                    -> offered T3 to S1, normal
at 09:00:04  accept S1 T1                                                 -> assigned T1 to S1
at 09:00:05  accept S2 T2                                                 -> assigned T2 to S2
at 09:00:06  list-reviews                                                 -> reviews listed, 2 to review, T1 urgent assigned with S1 since 09:00:01, T2 urgent assigned with S2 since 09:00:02
at 09:00:07  redirect T2                                                  -> redirected T2; returned T2 from S2, taken-back; offered T2 to S1
at 09:00:08  list-reviews                                                 -> reviews listed, 1 to review, T1 urgent assigned with S1 since 09:00:01
at 09:00:09  restart                                                      -> started; disconnected S1, until 09:01:09; disconnected S2, until 09:01:09
at 09:00:10  list-reviews                                                 -> reviews listed, 1 to review, T1 urgent assigned with S1 since 09:00:01
at 09:00:11  approve T1                                                   -> confirmed T1
at 09:00:12  list-reviews                                                 -> reviews listed, 0 to review
