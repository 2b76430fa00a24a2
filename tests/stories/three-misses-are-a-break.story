# domain 7.36
# Three offers missed in a row: a break. An accept in between begins to count anew.
given decline-memory 0
at 09:00:00  agent A1 online                  -> online A1
at 09:00:00  submit T1 low channel hotline    -> offered T1 to A1
at 09:00:20                                   -> returned T1 from A1, no-answer; offered T1 to A1
at 09:00:30  decline A1 T1                    -> returned T1 from A1, declined; offered T1 to A1
at 09:00:35  accept A1 T1                     -> assigned T1 to A1
at 09:00:36  resolve A1 T1                    -> resolved T1 by A1
at 09:01:00  submit T2 low channel hotline    -> offered T2 to A1
at 09:01:20                                   -> returned T2 from A1, no-answer; offered T2 to A1
at 09:01:40                                   -> returned T2 from A1, no-answer; offered T2 to A1
at 09:02:00                                   -> returned T2 from A1, no-answer; break A1
at 09:05:00  ready A1                         -> online A1; offered T2 to A1
