# domain 4.9
# Rules see how often the customer has asked about the same matter: the same order, or the same type and category.
given rules shipped
given review none
at 09:00:00  agent S1 online tier senior capacity 20                              -> online S1
at 09:00:01  submit T1 type consultation channel email customer Ann               -> offered T1 to S1, normal
at 09:00:02  submit T2 type consultation channel email customer Ann               -> offered T2 to S1, normal
at 09:00:03  submit T3 type consultation channel email customer Ann               -> offered T3 to S1, high, level by asked again and again, tag at-risk
at 09:00:04  submit T4 type suggestion channel email customer Ann                 -> offered T4 to S1, low
at 09:00:05  submit T5 type consultation channel email customer Bob               -> offered T5 to S1, normal
at 09:00:06  submit T6 type suggestion channel email customer Cai order o1        -> offered T6 to S1, low
at 09:00:07  submit T7 type after-sales channel email customer Cai order o1       -> offered T7 to S1
at 09:00:08  submit T8 type consultation channel email customer Cai order o1      -> offered T8 to S1, high, level by asked again and again
at 09:00:09  submit T9 type consultation channel email customer Cai order o2      -> offered T9 to S1, normal
