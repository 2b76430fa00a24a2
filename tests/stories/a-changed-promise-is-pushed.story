# domain 8.10
# The front end that submitted a ticket hears when its times become others; a time that only passes is no news.
given front-ends-told
at 09:00:00  agent A1 online capacity 5 -> online A1
at 09:00:00  submit T1 normal           -> offered T1 to A1; answered T1, respond by 11:00:00
at 09:00:10  accept A1 T1               -> assigned T1 to A1
at 09:10:00  level T1 high              -> level T1 high; deadlines T1, respond by 09:30:00; changed times of T1, respond by 09:30:00, resolve by +1d 09:00:00
at 09:12:00  promise A1 T1 17:00:00     -> promised T1, by 17:00:00; promise T1 armed; changed times of T1, promised by 17:00:00, respond by 09:30:00
at 09:13:00  contact A1 T1              -> contact T1, in-progress
at 09:14:00  promise A1 T1 18:00:00     -> promised T1, by 18:00:00; promise T1 restarted; changed times of T1, promised by 18:00:00, resolve by +1d 09:00:00
# The same level again changes nothing.
at 09:15:00  level T1 high              -> same answer T1, in-progress
at 09:16:00  resolve A1 T1              -> resolved T1 by A1
at 10:16:00  reopen T1                  -> reopened T1; resolve T1 resumed, due +1d 10:00:00; deadlines T1, respond by 10:46:00; offered T1 to A1; changed times of T1, respond by 10:46:00
