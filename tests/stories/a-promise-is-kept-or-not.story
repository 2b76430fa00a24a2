# domain 5.26, 5.27
# Asked for once; an answer keeps a promise. One whose time has passed without a word is none: the next one is asked for.
given promise-percent 80
given supervisor-percent 1000
at 09:00:00  agent A1 online tier senior capacity 2    -> online A1
at 09:00:00  submit T1 urgent              -> offered T1 to A1
at 09:00:05  accept A1 T1                  -> assigned T1 to A1
at 09:01:00  contact A1 T1                 -> contact T1, in-progress
at 11:00:00                                -> warned T1 resolve 50% to A1
at 12:12:00                                -> warned T1 resolve 80% to A1; alert promise-needed T1 to A1; alert promise-needed T1 to supervisor
at 13:00:00                                -> overdue T1 resolve to A1
at 13:10:00  promise A1 T1 13:30:00 interim workaround   -> promised T1, by 13:30:00; promise T1 armed, due 13:30:00
at 13:15:00  write A1 T1                   -> answer T1, in-progress; promise T1 stopped
at 13:20:00  promise A1 T1 13:40:00 interim workaround   -> promised T1, by 13:40:00; promise T1 armed, due 13:40:00
at 13:30:00                                -> warned T1 promise 50% to A1
at 13:35:00  write A1 T1 receipt           -> receipt T1, in-progress
at 13:36:00                                -> warned T1 promise 80% to A1
at 13:40:00                                -> overdue T1 promise to A1; alert promise-needed T1 to A1; alert promise-needed T1 to supervisor
at 13:41:00  promise A1 T1 16:00:00 interim workaround   -> promised T1, by 16:00:00; promise T1 restarted, due 16:00:00
