# domain 5.27
# Once 80 % of resolve is used the customer is to be given a time.
given promise-percent 80
given promise-complexity 3
at 09:00:00  agent A1 online capacity 2    -> online A1
at 09:00:00  submit T1..T2 urgent          -> offered T1..T2 to A1
at 09:00:05  accept A1 T1                  -> assigned T1 to A1
at 09:00:05  accept A1 T2                  -> assigned T2 to A1
at 09:01:00  contact A1 T1                 -> contact T1, in-progress
at 09:01:00  contact A1 T2                 -> contact T2, in-progress
at 11:00:00                                -> warned T1..T2 resolve 50% to A1
at 11:05:00  promise A1 T2 20:00:00 interim workaround   -> promised T2, by 20:00:00; promise T2 armed, due 20:00:00
at 12:12:00                                -> warned T1 resolve 80% to A1, supervisor; warned T2 resolve 80% to A1, supervisor; alert promise-needed T1 to A1; alert promise-needed T1 to supervisor
at 12:15:00  resolve A1 T1                  -> resolved T1 by A1
at 12:16:00  submit T3 low complexity 3     -> offered T3 to A1
at 12:16:05  accept A1 T3                   -> assigned T3 to A1; alert promise-needed T3 to A1; alert promise-needed T3 to supervisor
