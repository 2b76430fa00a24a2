# domain 7.14, 7.22, 7.23, 7.24, 7.25, 7.26
# What a ticket asks for is loosened step by step while it waits, each at the earlier of minutes and share: high, 30 minutes to respond, so
# at 5 minutes, at 10, and at 80 % of the 30.
given open-rungs 1
given relaxation shipped
at 09:00:00  agent A1 online tier senior regions south customers vip skills refund:2 capacity 9  -> online A1
at 09:00:00  submit T1 refund:3 high region north    -> waits T1, respond by 09:30:00
at 09:05:00                                          -> relaxed T1 in region
at 09:10:00                                          -> relaxed T1 in ladder
at 09:15:00                                          -> warned T1 respond 50%; alert nobody-on-duty T1 to supervisor
at 09:24:00                                          -> warned T1 respond 80% to supervisor
                                                     -> relaxed T1 in skill; offered T1 to A1
