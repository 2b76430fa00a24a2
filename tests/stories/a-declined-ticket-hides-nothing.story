# domain 7.34, 7.42
# The agent who declined the head of a queue gets the next ticket of the same kind.
at 09:00:00  agent A1 online skills refund    -> online A1
at 09:00:00  agent A2 online skills refund    -> online A2
at 09:00:05  submit T0 refund low             -> offered T0 to A1
at 09:00:06  accept A1 T0                     -> assigned T0 to A1
at 09:00:10  submit T1 refund low             -> offered T1 to A2
at 09:00:11  submit T2 refund low             -> waits T2
at 09:00:12  submit T3 refund low             -> waits T3
at 09:00:20  decline A2 T1                    -> returned T1 from A2, declined; offered T2 to A2
at 09:00:30  decline A2 T2                    -> returned T2 from A2, declined; offered T3 to A2
at 09:00:40  resolve A1 T0                    -> resolved T0 by A1; offered T1 to A1
