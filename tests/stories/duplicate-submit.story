# The same key is the same ticket, with the same answer, while it is open and after; another request under the key is refused.
at 09:00:00  submit T1 urgent                 -> waits T1, respond by 09:15:00, resolve by 13:00:00
at 09:00:10  submit T1 urgent                 -> same answer T1, pooled, respond by 09:15:00, resolve by 13:00:00
at 09:00:20  submit T1 urgent payload 2       -> refused key-reused
at 09:00:30  agent A1 online                  -> online A1; offered T1 to A1
at 09:00:40  submit T1 urgent                 -> same answer T1, offered, respond by 09:15:00, resolve by 13:00:00
at 09:00:50  accept A1 T1                     -> assigned T1 to A1
at 09:01:00  resolve A1 T1                    -> resolved T1 by A1
at 09:02:00  submit T1 urgent                 -> same answer T1, resolved, respond by 09:15:00, resolve by 13:00:00
at 09:02:10  submit T1 urgent payload 2       -> refused key-reused
at 09:02:20  restart                          -> started; disconnected A1
at 09:02:30  submit T1 urgent                 -> same answer T1, resolved, respond by 09:15:00, resolve by 13:00:00
