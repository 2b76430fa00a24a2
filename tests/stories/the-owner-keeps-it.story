# domain 4.14, 4.15
# A hotline complaint stays with whoever took it: nobody else gets it, until a supervisor says so.
given rules shipped
given review none
at 09:00:00  agent S1 online tier regular capacity 2                       -> online S1
at 09:00:00  agent S2 online tier regular capacity 2                       -> online S2
at 09:00:01  submit T1 type complaint channel hotline                      -> waits T1, high, owner fixed; statutory T1 armed; offered T1 to S1; alert complaint-received T1 to supervisor
at 09:00:02  accept S1 T1                                                  -> assigned T1 to S1
at 09:00:03  break S1                                                      -> break S1; returned T1 from S1, desk-left; keeps T1 for S1
at 09:01:00  ready S1                                                      -> online S1; offered T1 to S1, chosen as owner
at 09:01:01  accept S1 T1                                                  -> assigned T1 to S1
at 09:02:00  break S1                                                      -> break S1; returned T1 from S1, desk-left; keeps T1 for S1
at 09:03:00  assign T1 to S2                                               -> assigned T1 to S2 by hand
