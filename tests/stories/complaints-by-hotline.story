# domain 4.3, 4.14, 4.15, 4.17
# A complaint is at least high, and the supervisor hears of it at once. By hotline no bot takes it, one agent keeps it, the customer confirms.
given rules shipped
at 09:00:00  agent B1 online tier bot capacity 100                        -> online B1
at 09:00:01  submit T1 low type complaint channel hotline                 -> waits T1, high, level by complaint, owner fixed, confirmation required; statutory T1 armed; alert complaint-received T1 to supervisor
at 09:00:02  submit T2 type consultation channel app                      -> offered T2 to B1, normal
at 09:00:03  submit T3 urgent type consultation channel app               -> waits T3, urgent, needs review; alert needs-review T3 to supervisor
