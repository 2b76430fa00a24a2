# A rule set may tell supervisors earlier, or of nothing but what is overdue.
given supervisor-percent 100
at 09:00:00  submit T1 urgent                 -> waits T1, respond by 09:15:00
at 09:07:30                                   -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 09:12:00                                   -> warned T1 respond 80%
at 09:15:00                                   -> overdue T1 respond to supervisor
