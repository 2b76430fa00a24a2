# domain 5.33, 5.36
# One activation; then the agenda moves what is open and says how many it were. What ended is not touched.
given row short respond 10m
given row short resolve 1h
at 09:00:00  agent A1 online capacity 3 -> online A1
at 09:00:00  submit T1..T3 high         -> offered T1..T3 to A1
at 09:00:10  accept A1 T1               -> assigned T1 to A1
at 09:00:10  accept A1 T2               -> assigned T2 to A1
at 09:01:00  resolve A1 T1              -> resolved T1 by A1, first contact
at 09:02:00  contact A1 T2              -> contact T2, in-progress
at 09:02:30  decline A1 T3              -> returned T3 from A1, declined
-> offered T3 to A1; alert only-decliners T3 to supervisor
at 09:02:40  accept A1 T3               -> assigned T3 to A1
at 09:02:50  active standard short      -> rules version 2; deadlines T3; deadlines T2; moved 2
at 09:05:00                             -> warned T3 respond 50% to A1
