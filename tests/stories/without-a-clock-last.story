# domain 7.4
# A ticket that no row gives a clock is last in its level, whenever it came.
given sample multi-channel
at 09:00:00  submit T1 low type suggestion channel store           -> waits T1, low
at 09:00:01  submit T2 low type suggestion channel email           -> waits T2, low, respond by +1d 09:00:01
at 09:00:02  submit T3 normal type suggestion channel store        -> waits T3, normal
at 09:00:03  submit T4 low type suggestion channel store           -> waits T4, low
at 09:01:00  agent A1 online capacity 4                            -> online A1; offered T3 to A1; offered T2 to A1; offered T1 to A1
                                                                   -> offered T4 to A1
