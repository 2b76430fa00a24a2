# domain 6.4, 7.10
# An agent has so much room for a channel, whatever is free otherwise; room that is freed leads to an offer in the same turn.
at 09:00:00  agent A1 online capacity 3 room hotline 1   -> online A1
at 09:00:01  submit T1 normal channel hotline            -> offered T1 to A1
at 09:00:02  submit T2 normal channel hotline            -> waits T2
at 09:00:03  submit T3 normal channel email              -> offered T3 to A1
at 09:00:04  accept A1 T1                                -> assigned T1 to A1
at 09:00:05  accept A1 T3                                -> assigned T3 to A1
at 09:00:06  submit T4 high channel hotline              -> waits T4
at 09:00:07  submit T5 low channel email                 -> offered T5 to A1
at 09:00:08  accept A1 T5                                -> assigned T5 to A1
# His capacity of 3 is full; a place by e-mail is no room on the hotline.
at 09:01:00  resolve A1 T3                               -> resolved T3 by A1
at 09:02:00  resolve A1 T1                               -> resolved T1 by A1; offered T4 to A1
