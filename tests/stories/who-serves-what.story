# domain 6.5, 7.12
# Region, channel and customer tier: an empty list serves all, a ticket that names none may go to anybody.
at 09:00:00  agent north online regions north capacity 9       -> online north
at 09:00:01  agent south online regions south capacity 9       -> online south
at 09:00:02  agent phone online regions south channels hotline capacity 9   -> online phone
at 09:01:00  submit T1 low region south                        -> offered T1 to south
at 09:01:01  submit T2 low region south                        -> offered T2 to south
at 09:01:02  submit T3 low region south channel hotline        -> offered T3 to phone
at 09:01:03  submit T4 low region north channel hotline        -> offered T4 to north
at 09:01:04  submit T5 low                                     -> offered T5 to north
at 09:01:10  submit T6 low vip region west                     -> waits T6, respond by 09:11:10
at 09:01:11  agent gold online regions west customers enterprise  -> online gold
at 09:01:12  agent vip online regions west customers vip       -> online vip; offered T6 to vip
