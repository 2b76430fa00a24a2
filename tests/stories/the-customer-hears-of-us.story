# domain 5.25
# After the first response the longest gap between two messages is the update clock's.
given row extra update 1h
given active extra
given supervisor-percent 100
at 09:00:00  agent A1 online tier senior    -> online A1
at 09:00:00  submit T1 high                 -> offered T1 to A1
at 09:00:05  accept A1 T1                   -> assigned T1 to A1
at 09:10:00  contact A1 T1                  -> contact T1, in-progress; update T1 armed, due 10:10:00
at 09:40:00                                 -> warned T1 update 50% to A1
at 09:50:00  message T1                     -> message T1, in-progress
at 09:58:00                                 -> warned T1 update 80% to A1
at 10:00:00  write A1 T1                    -> answer T1, in-progress; update T1 restarted, due 11:00:00
at 10:30:00                                 -> warned T1 update 50% to A1
at 10:48:00                                 -> warned T1 update 80% to A1
at 11:00:00                                 -> overdue T1 update to A1, supervisor
at 11:10:00  resolve A1 T1                  -> resolved T1 by A1
