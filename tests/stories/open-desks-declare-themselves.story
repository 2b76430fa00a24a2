# domain 6.7
# Only where the rules say dev.open_desks may a desk declare itself; nobody's record but one that it declared.
given open-desks on
at 09:00:00  desk-declares A1 skills refund capacity 2  -> nothing
at 09:00:01  online A1                                  -> online A1
at 09:00:02  submit T1 normal refund                    -> offered T1 to A1
at 09:00:03  agent A2 declared capacity 1               -> nothing
at 09:00:04  desk-declares A2 capacity 9                -> refused not-allowed
at 09:00:05  desk-declares A2 capacity 1                -> same answer
