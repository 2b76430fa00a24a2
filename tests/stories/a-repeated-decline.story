# The answer to a decline is that it is back in the pool, also when it is sent again.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:00  agent A2 online                  -> online A2
at 09:00:01  submit T1 low                    -> offered T1 to A1
at 09:00:02  decline A1 T1 request 1          -> returned T1 from A1, declined; offered T1 to A2
at 09:00:03  decline A1 T1 request 1          -> same answer T1, pooled
