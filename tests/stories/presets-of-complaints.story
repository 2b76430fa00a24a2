# domain 5.9
given sample complaint
at 09:00:00  submit T1 type complaint category functional   -> waits T1, respond by 21:00:00, resolve by +3d 09:00:00
at 09:00:00  submit T2 type complaint category service      -> waits T2, respond by +1d 09:00:00, resolve by +2d 09:00:00
at 09:00:00  submit T3 type complaint category price        -> waits T3
