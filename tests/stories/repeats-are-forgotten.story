# domain 4.9
# It counts from the earlier ticket's last contact, for seven days.
given rules shipped
given review none
at 09:00:00  agent S1 online tier senior capacity 20                              -> online S1
at 09:00:01  submit T1 type consultation channel email customer Ann               -> offered T1 to S1, normal
at 09:00:02  accept S1 T1                                                         -> assigned T1 to S1
at 09:00:03  submit T2 type consultation channel email customer Ann               -> offered T2 to S1, normal
at 09:00:04  accept S1 T2                                                         -> assigned T2 to S1
at 09:05:00  resolve S1 T1                                                        -> resolved T1 by S1, first contact
at 09:05:00  resolve S1 T2                                                        -> resolved T2 by S1, first contact
at +7d 09:04:59  submit T3 type consultation channel email customer Ann           -> offered T3 to S1, high, level by asked again and again
at +7d 09:05:00  accept S1 T3                                                     -> closed-unconfirmed T1; closed-unconfirmed T2; assigned T3 to S1
at +7d 09:05:02  submit T4 type consultation channel email customer Ann           -> offered T4 to S1, normal
