# domain 7.34
# Not the same agent for 10 minutes; then he may have it again.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:00  agent A2 online                  -> online A2
at 09:00:10  submit T0 low                    -> offered T0 to A1
at 09:00:11  accept A1 T0                     -> assigned T0 to A1
at 09:01:00  submit T1 low                    -> offered T1 to A2
at 09:01:05  submit T2 low                    -> waits T2
# A1 is full but has not declined: T1 waits for him, T2 is for A2.
at 09:01:10  decline A2 T1                    -> returned T1 from A2, declined, not again before 09:11:10; offered T2 to A2
at 09:01:20  accept A2 T2                     -> assigned T2 to A2
at 09:05:00  resolve A2 T2                    -> resolved T2 by A2
at 09:11:10                                   -> forgot that A2 declined T1; offered T1 to A2
