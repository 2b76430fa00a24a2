# domain 7.25, 7.27
# At 80 % of the respond target the minimum level is lowered by one, not further; the skill itself is asked for as before.
given relaxation shipped
at 09:00:00  agent other online skills billing:5 capacity 9      -> online other
at 09:00:00  agent weak online skills refund:1 capacity 9        -> online weak
at 09:00:00  agent fair online skills refund:2 capacity 1        -> online fair
at 09:00:01  submit T0 refund:2 low                              -> offered T0 to fair
at 09:00:02  accept fair T0                                      -> assigned T0 to fair
at 09:01:00  submit T1 refund:3 urgent                           -> waits T1, respond by 09:16:00
at 09:08:30                                                      -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 09:10:54                                                      -> relaxed T1 in ladder
at 09:13:00                                                      -> warned T1 respond 80% to supervisor
                                                                 -> relaxed T1 in skill
at 09:14:00  resolve fair T0                                     -> resolved T0 by fair; offered T1 to fair
