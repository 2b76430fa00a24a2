# domain 5.32, 5.34
# Half as long again beyond its deadline a ticket is raised, opened to more agents and told to supervisors; its level and targets stay.
given escalation 7
given supervisor-percent 1000
at 09:00:00  agent A1 declared skills refund tier senior
at 09:00:00  submit T1 normal region north            -> waits T1, normal, respond by 11:00:00
at 10:00:00                                           -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 10:36:00                                           -> warned T1 respond 80%
at 11:00:00                                           -> overdue T1 respond, ordered as high
at 12:00:00                                           -> warned T1 respond 150%; escalated T1, ordered as high; alert escalated T1 to supervisor
at 12:10:00  agent A2 online regions south skills refund   -> online A2; offered T1 to A2, normal, respond by 11:00:00
