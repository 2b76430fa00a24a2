# domain 8.9
# Number, respond-by, how many of its group wait before it, and how long offers have been apart lately, once for each of them.
given front-ends-told
at 09:00:00  agent A1 online capacity 1 skills refund     -> online A1
at 09:00:00  submit T1 normal refund     -> offered T1 to A1; answered T1, offered, respond by 11:00:00, place 0, wait 0 s
at 09:00:10  accept A1 T1                -> assigned T1 to A1
at 09:01:00  submit T2 normal refund     -> waits T2; answered T2, pooled, respond by 11:01:00, place 0, wait 0 s
at 09:02:00  resolve A1 T1               -> resolved T1 by A1; offered T2 to A1
at 09:02:10  accept A1 T2                -> assigned T2 to A1
at 09:03:00  submit T3..T5 normal refund -> waits T3; waits T4; waits T5
             -> answered T3, pooled, place 0, wait 120 s; answered T4, pooled, place 1, wait 240 s; answered T5, respond by 11:03:00, place 2, wait 360 s
at 09:03:30  submit T6 urgent refund     -> waits T6; answered T6, pooled, respond by 09:18:30, place 0
# Another group waits for others.
at 09:04:00  submit T7 normal billing    -> waits T7; answered T7, place 0, wait 0 s
