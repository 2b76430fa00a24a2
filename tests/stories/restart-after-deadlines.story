# While the process was down 50, 80 and 100 % passed: one alert, at the highest. What had fired does not fire again.
at 09:00:00  submit T1 urgent                   -> waits T1, respond by 09:15:00
at 09:00:00  submit T2 urgent                   -> waits T2
at 09:07:30                                     -> warned T1..T2 respond 50%; alert nobody-on-duty T1..T2 to supervisor
at 09:08:00  submit T3 urgent                   -> waits T3
at 09:09:00  restart                            -> started
at 09:12:00                                     -> warned T1..T2 respond 80% to supervisor
at 09:15:00                                     -> overdue T1..T2 respond to supervisor
at 09:15:30                                     -> warned T3 respond 50%; alert nobody-on-duty T3 to supervisor
