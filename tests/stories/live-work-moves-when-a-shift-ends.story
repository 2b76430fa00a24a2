# domain 7.41, 7.40
# When a shift ends, live work and offers move at once; other work stays, unless its next clock falls due before the next shift begins.
given calendar day 09:00:00-17:00:00
given shift-end 0
at 16:00:00  agent A1 online shift day capacity 4       -> online A1
at 16:30:00  submit live low channel hotline            -> offered live to A1
at 16:30:01  accept A1 live                             -> assigned live to A1
at 16:30:02  submit mail low                            -> offered mail to A1
at 16:30:03  accept A1 mail                             -> assigned mail to A1
at 16:30:04  contact A1 mail                            -> contact mail
# Urgent work is due this evening, the mail in three days.
at 16:30:05  submit fast urgent                         -> offered fast to A1
at 16:30:06  accept A1 fast                             -> assigned fast to A1
at 16:30:07  contact A1 fast                            -> contact fast
at 16:59:58  submit open low                            -> offered open to A1
at 16:59:59  agent A2 online capacity 9                 -> online A2
at 17:00:00                                             -> shift over for A1
                                                        -> returned live from A1, shift-ended; offered live to A2
                                                        -> returned fast from A1, owner-away; offered fast to A2
                                                        -> returned open from A1, shift-ended; offered open to A2
                                                        -> alert moved-to-team fast to supervisor, asked A1
