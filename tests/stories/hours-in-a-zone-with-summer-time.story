# domain 5.16, 5.18
# Berlin, 09:00 to 12:00 and 13:00 to 18:00, four hours to respond. In the night to Sunday the 29th of March its clocks go forward: on
# Saturday the day ends at 17:00 UTC, on Sunday it begins at 07:00.
given calendar office Europe/Berlin 09:00:00-12:00:00 13:00:00-18:00:00
given row extra respond 4h in office
given active extra
at +82d 10:30:00  submit T1 low      -> waits T1, respond by +82d 15:30:00
at +82d 10:30:01  cancel T1          -> cancelled T1
at +82d 14:00:00  submit T2 low      -> waits T2, respond by +83d 08:00:00
at +82d 14:00:01  cancel T2          -> cancelled T2
at +82d 17:00:01  submit T3 low      -> waits T3, respond by +83d 12:00:00
