# domain 5.2, 5.3, 5.4, 5.5, 5.6
# What is in force as shipped; the earliest instant of all rows counts.
given sample
at 09:00:00  submit T1 urgent                      -> waits T1, respond by 09:15:00, resolve by 13:00:00
at 09:00:00  submit T2 high                        -> waits T2, respond by 09:30:00, resolve by +1d 09:00:00
at 09:00:00  submit T3 normal type consultation    -> waits T3, respond by 11:00:00, resolve by +3d 09:00:00
at 09:00:00  submit T4 low type consultation       -> waits T4, respond by +1d 09:00:00, resolve by +3d 09:00:00
at 09:00:00  submit T5 low vip type consultation   -> waits T5, respond by 09:10:00, resolve by +3d 09:00:00
at 09:00:00  submit T6 low type complaint          -> waits T6, respond by +1d 09:00:00; statutory T6 armed, due +3d 09:00:00
