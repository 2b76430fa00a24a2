# domain 5.36
# The same rules with other hours: what is open falls due when the new hours say.
given calendar day 09:00:00-17:00:00
given row extra respond 2h in day
given active extra
at 16:00:00  submit T1 low                            -> waits T1, respond by +1d 10:00:00
at 16:10:00  change calendar day 09:00:00-20:00:00    -> rules version 2; deadlines T1, respond by 18:00:00; moved 1
