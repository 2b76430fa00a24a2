# The customer longest without contact is forgotten first, and with him who served him.
given customers-max 2
at 09:00:00  agent A1 online capacity 5         -> online A1
at 09:00:01  submit T1 low customer Ann         -> offered T1 to A1
at 09:00:02  submit T2 low customer Bob         -> offered T2 to A1
at 09:00:03  submit T3 low customer Ann         -> offered T3 to A1
at 09:00:04  submit T4 low customer Cem         -> forgot customer Bob; offered T4 to A1
