# domain 4.9
# Rules see the channel, the customer's tier, and how many people and how much money it touches.
given rule by-hotline channel hotline tier member level urgent
given rule from-vips tier vip level high
given rule many-people people 100 level urgent
given rule much-money yuan 10000 level high
at 09:00:00  agent S1 online tier senior capacity 20   -> online S1
at 09:00:01  submit T1 type consultation channel hotline member      -> offered T1 to S1, urgent, level by by-hotline
at 09:00:02  submit T2 type consultation channel email member        -> offered T2 to S1, normal
at 09:00:03  submit T3 type consultation channel email vip           -> offered T3 to S1, high, level by from-vips
at 09:00:04  submit T4 type consultation channel email people 100    -> offered T4 to S1, urgent, level by many-people
at 09:00:05  submit T5 type consultation channel email people 99     -> offered T5 to S1, normal
at 09:00:06  submit T6 type consultation channel email yuan 10000    -> offered T6 to S1, high, level by much-money
at 09:00:07  submit T7 type consultation channel email yuan 9999     -> offered T7 to S1, normal
