# domain 5.4, 5.5, 5.30
# The example of the house: one agent, one ticket, and clocks that speak up.
at 09:00:00  agent A1 online skills refund capacity 2     -> online A1
at 09:00:01  submit T1 refund urgent                      -> offered T1 to A1, urgent, respond by 09:15:01, resolve by 13:00:01
at 09:00:05  accept A1 T1                                 -> assigned T1 to A1
at 09:07:31                                               -> warned T1 respond 50% to A1
at 09:12:01                                               -> warned T1 respond 80% to A1, supervisor
at 09:15:01                                               -> overdue T1 respond to A1, supervisor
at 09:20:00  contact A1 T1                                -> contact T1, in-progress
at 09:30:00  resolve A1 T1                                -> resolved T1 by A1
