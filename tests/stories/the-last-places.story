# The last 5 % of the ticket places are for urgent and high; what is refused is told when to try again.
given tickets-max 40
at 09:00:00  submit T1..T37 low               -> waits T1..T37
at 09:00:01  submit T38 normal                -> waits T38
at 09:00:02  submit T39 normal                -> refused full, retry after 1000 ms
at 09:00:03  submit T40 low                   -> refused full
at 09:00:04  submit T1 low                    -> same answer T1
at 09:00:05  submit T41 high                  -> waits T41
at 09:00:06  submit T42 urgent                -> waits T42
at 09:00:07  submit T43 urgent                -> refused full
at 09:00:08  agent A1 online                  -> online A1; offered T42 to A1
at 09:00:09  accept A1 T42                    -> assigned T42 to A1
at 09:00:10  resolve A1 T42                   -> resolved T42 by A1; offered T41 to A1
at 09:00:11  submit T39 normal                -> refused full
at 09:00:12  submit T43 urgent                -> waits T43
