# domain 5.30, 5.33
# 50 % is for the agent, 80 % for agent and supervisor, then overdue, then 150 %; nobody has a ticket that waits.
at 09:00:00  submit T1 urgent         -> waits T1, respond by 09:15:00, resolve by 13:00:00
at 09:07:30                           -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 09:12:00                           -> warned T1 respond 80% to supervisor
at 09:15:00                           -> overdue T1 respond to supervisor
at 09:22:30                           -> warned T1 respond 150% to supervisor
at 11:00:00                           -> warned T1 resolve 50%
at 12:12:00                           -> warned T1 resolve 80% to supervisor
at 13:00:00                           -> overdue T1 resolve to supervisor
at 15:00:00                           -> warned T1 resolve 150% to supervisor
at +9d 09:00:00                       -> nothing
