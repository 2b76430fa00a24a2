# domain 6.4, 7.42
# Other rules let tickets of a channel weigh less: who waits gets the places that there are now. What is with somebody weighs as it did.
given weight hotline 200
at 09:00:00  agent A1 online capacity 3               -> online A1
at 09:00:01  submit T1 normal channel hotline         -> offered T1 to A1
at 09:00:02  accept A1 T1                             -> assigned T1 to A1
at 09:00:03  submit T2 normal channel hotline         -> waits T2
at 09:00:04  weight hotline 100                       -> rules version 2; offered T2 to A1; moved 2
at 09:00:05  submit T3 normal channel hotline         -> waits T3
