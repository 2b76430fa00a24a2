# domain 8.31
# What its ticket has left is all that a part has: another level of the ticket moves it too.
at 09:00:00  agent A1 online                      -> online A1
at 09:00:00  submit T1 normal                     -> offered T1 to A1
at 09:00:05  accept A1 T1                         -> assigned T1 to A1
at 09:00:10  contact A1 T1                        -> contact T1, in-progress
at 09:01:00  part A1 T1 logistics due +1d 09:00:00  -> part T1/1 asked of logistics, due +1d 09:00:00; alert part-asked T1
at 09:02:00  level T1 urgent                      -> level T1 urgent; deadlines T1, resolve by 13:00:00
at 11:00:00                                       -> warned T1 resolve 50% to A1
at 12:12:00                                       -> warned T1 resolve 80% to A1, supervisor
at 13:00:00                                       -> overdue T1 resolve to A1, supervisor; alert part-overdue T1 to A1; alert part-overdue T1 to supervisor
