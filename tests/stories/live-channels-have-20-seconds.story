# domain 7.33
# 20 seconds on a live channel, 3 minutes else.
at 09:00:00  agent A1 online             -> online A1
at 09:00:00  agent A2 online             -> online A2
at 09:00:10  submit T1 low channel hotline -> offered T1 to A1, accept by 09:00:30
at 09:00:11  submit T2 low channel email   -> offered T2 to A2, accept by 09:03:11
at 09:00:30                              -> returned T1 from A1, no-answer
