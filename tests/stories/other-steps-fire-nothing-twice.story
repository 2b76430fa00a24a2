# domain 5.33
# Another rule set brings other steps: what has spoken up never does again, and what lies beyond it goes on.
at 09:00:00  submit T1 urgent                 -> waits T1, respond by 09:15:00, resolve by 13:00:00
at 09:07:30                                   -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 09:08:00  steps 20 50 80 100               -> rules version 2; moved 1
at 09:12:00                                   -> warned T1 respond 80% to supervisor
at 09:15:00                                   -> overdue T1 respond to supervisor
at 09:16:00  steps 10 100 120 200             -> rules version 3; moved 1
at 09:18:00                                   -> warned T1 respond 120% to supervisor
at 09:24:00                                   -> warned T1 resolve 10%
at 09:30:00                                   -> warned T1 respond 200% to supervisor
at 11:30:00  steps 100                        -> rules version 4; moved 1
at 13:00:00                                   -> overdue T1 resolve to supervisor
at 13:30:00  steps 50 100 150                 -> rules version 5; moved 1
at 15:00:00                                   -> warned T1 resolve 150% to supervisor
at +1d 09:00:00                               -> nothing
