# domain 5.21, 5.22
# An automatic receipt tells the customer nothing; the answer of a person or a bot stops the clock.
at 09:00:00  agent A1 online           -> online A1
at 09:00:00  submit T1 high            -> offered T1 to A1, respond by 09:30:00
at 09:01:00  accept A1 T1              -> assigned T1 to A1
at 09:02:00  write A1 T1 receipt       -> receipt T1, assigned
at 09:15:00                            -> warned T1 respond 50% to A1
at 09:20:00  write A1 T1               -> answer T1, first response, in-progress
at 12:00:00                            -> nothing
