# domain 5.33
# Another rule set brings other steps: what has spoken up never does again, and what lies beyond it goes on.
at 09:00:00  submit T1 urgent                 -> waits T1, respond by 09:15:00, resolve by 13:00:00
at 09:07:30                                   -> warned T1 respond 50%
at 09:08:00  steps 20 50 80 100               -> rules version 2
at 09:12:00                                   -> warned T1 respond 80% to supervisor
at 09:15:00                                   -> overdue T1 respond to supervisor
at 09:16:00  steps 10 100 120 200             -> rules version 3
at 10:00:00                                   -> nothing
# Resolve had been armed for its 50 %, which is no step any more: it has passed 10 % then.
at 11:00:00                                   -> warned T1 resolve 10%
at 11:30:00  steps 100                        -> rules version 4
at 13:00:00                                   -> overdue T1 resolve to supervisor
at 13:30:00  steps 50 100 150                 -> rules version 5
at +1d 09:00:00                               -> nothing
