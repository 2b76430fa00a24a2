# domain 5.2, 5.15
# A complaint: 24 hours by statute for the answer, whatever its level says, 72 for the solution; the earliest instant of all rows counts.
at 09:00:00  submit T1 low type complaint           -> waits T1, respond by +1d 09:00:00, resolve by +3d 09:00:00
at 09:00:00  submit T2 type complaint               -> waits T2, high, respond by 09:30:00, resolve by +1d 09:00:00
