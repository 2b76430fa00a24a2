# When the disk's budget runs out, low tickets are refused first, then all; work on accepted ones goes on, and so do answers to what was
# accepted before. A refused front end is told when to try again.
at 09:00:00  agent A1 online capacity 2       -> online A1
at 09:00:01  submit T1 low                    -> offered T1 to A1
at 09:00:02  submit T2 urgent                 -> offered T2 to A1
at 09:00:05  accept A1 T1                     -> assigned T1 to A1
at 09:01:00  disk half-full                   -> alert disk-filling to supervisor
at 09:01:01  submit T3 low                    -> waits T3
at 09:02:00  disk refusing-low                -> alert disk-filling to supervisor
at 09:02:01  submit T4 low                    -> refused no-space, retry after 5000 ms
at 09:02:02  submit T5 normal                 -> waits T5
at 09:02:10  disk refusing-all                -> alert disk-filling to supervisor
at 09:02:11  submit T6 urgent                 -> refused no-space, retry after 5000 ms
at 09:02:12  submit T3 low                    -> same answer T3
at 09:02:13  accept A1 T2                     -> assigned T2 to A1
at 09:02:14  contact A1 T2                    -> contact T2
at 09:02:15  resolve A1 T2                    -> resolved T2 by A1; offered T5 to A1
at 09:02:20  restart                          -> started; disconnected A1
at 09:02:30  submit T6 urgent                 -> refused no-space
at 09:02:40  disk enough                      -> alert disk-relieved to supervisor
at 09:02:50  submit T6 urgent                 -> waits T6
