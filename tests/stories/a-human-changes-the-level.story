# domain 5.33, 5.35
# The targets count from the receipt, and what has spoken up does not speak again.
at 09:00:00  agent A1 online                   -> online A1
at 09:00:00  submit T1 normal                  -> offered T1 to A1, respond by 11:00:00
at 09:00:10  accept A1 T1                      -> assigned T1 to A1
at 10:00:00                                    -> warned T1 respond 50% to A1
at 10:10:00  level T1 low                      -> level T1 low; deadlines T1, respond by +1d 09:00:00
at 21:00:00                                    -> nothing
at 22:00:00  level T1 low                      -> same answer T1, assigned
at 22:00:10  level T1 normal                   -> level T1 normal; deadlines T1, respond by 11:00:00; warned T1 respond 150% to A1, supervisor
