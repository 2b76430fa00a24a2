# domain 4.12
# A claim beyond the front end's quota does not open the last places; where there is room the ticket keeps the level that was claimed.
given tickets-max 20
at 09:00:00  submit T1 urgent admitted normal         -> waits T1, urgent
at 09:00:01  submit T2..T19 normal                    -> waits T2..T19
at 09:00:02  submit T20 normal                        -> refused full
at 09:00:03  submit T21 urgent admitted normal        -> refused full
at 09:00:04  submit T22 urgent admitted high          -> waits T22, urgent
