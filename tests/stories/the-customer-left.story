# domain 8.7
# Abandoned is what nobody answered on a live channel; elsewhere, or once somebody came, it is cancelled or worked on.
at 09:00:00  agent A1 online skills refund capacity 2       -> online A1
at 09:00:01  submit T1 refund channel hotline               -> offered T1 to A1
at 09:00:02  submit T2 refund channel email                 -> offered T2 to A1
at 09:00:05  abandon T1                                     -> abandoned T1, from A1
at 09:00:06  abandon T2                                     -> refused not-live, it is offered
at 09:00:10  submit T3 refund channel hotline               -> offered T3 to A1
at 09:00:11  accept A1 T3                                   -> assigned T3 to A1
at 09:00:12  contact A1 T3                                  -> contact T3, in-progress
at 09:00:20  abandon T3                                     -> refused illegal-state, it is in-progress
