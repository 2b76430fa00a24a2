# domain 5.17, 5.18
# Three working days: same time of day on the third working day after; what comes outside office hours counts from the next opening.
at 09:30:00      submit T1 low        -> waits T1, resolve by +3d 09:30:00
at 19:00:00      submit T2 low        -> waits T2, resolve by +4d 09:00:00
