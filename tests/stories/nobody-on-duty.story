# domain 5.20
# A clock runs whether anybody works or not: supervisors hear of it when nobody does.
given supervisor-percent 100
at 09:00:00  agent A1 declared tier senior
at 09:00:00  submit T1 urgent     -> waits T1, urgent, respond by 09:15:00
at 09:07:30                       -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 09:08:00  online A1            -> online A1; offered T1 to A1
