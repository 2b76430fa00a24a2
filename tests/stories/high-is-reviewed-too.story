# domain 4.18
# Which levels are reviewed is configured.
given rules shipped
given review urgent+high
at 09:00:00  agent S1 online tier senior capacity 3                       -> online S1
at 09:00:01  submit T1 high type consultation channel email               -> offered T1 to S1, high, needs review; alert needs-review T1 to supervisor
at 09:00:02  submit T2 type consultation channel email                    -> offered T2 to S1, normal
