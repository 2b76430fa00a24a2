# domain 5.32, 5.33
# Escalated is once for each time a clock runs: the next message that comes too late is told again.
given escalation 5
given supervisor-percent 1000
given row extra update 1h
given active extra
at 09:00:00  agent A1 online                -> online A1
at 09:00:00  submit T1 low                  -> offered T1 to A1
at 09:00:10  accept A1 T1                   -> assigned T1 to A1
at 09:01:00  contact A1 T1                  -> contact T1, in-progress; update T1 armed, due 10:01:00
at 09:31:00                                 -> warned T1 update 50% to A1
at 09:49:00                                 -> warned T1 update 80% to A1
at 10:01:00                                 -> overdue T1 update to A1
at 10:31:00                                 -> warned T1 update 150% to A1; escalated T1, ordered as normal; alert escalated T1 to supervisor
at 10:40:00  write A1 T1                    -> answer T1, in-progress; update T1 restarted, due 11:40:00
at 11:10:00                                 -> warned T1 update 50% to A1
at 11:28:00                                 -> warned T1 update 80% to A1
at 11:40:00                                 -> overdue T1 update to A1
at 12:10:00                                 -> warned T1 update 150% to A1; escalated T1, ordered as normal; alert escalated T1 to supervisor
