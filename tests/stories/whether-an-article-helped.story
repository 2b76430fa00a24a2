# domain 10.7
# A ticket answered with an article counts as solved by it when it was neither reopened nor repeated for seven days.
at 09:00:00  article refunds customer                       -> article 1 version 1
at 09:00:00  article invoices internal                      -> article 2 version 1
at 09:00:00  agent A1 online skills refund capacity 9       -> online A1
at 09:00:01  submit T1 refund customer C1                   -> offered T1 to A1
at 09:00:01  submit T2 refund customer C2                   -> offered T2 to A1
at 09:00:01  submit T3 refund customer C3                   -> offered T3 to A1
at 09:00:01  submit T4 refund customer C4                   -> offered T4 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:00:02  accept A1 T2                                   -> assigned T2 to A1
at 09:00:02  accept A1 T3                                   -> assigned T3 to A1
at 09:00:02  accept A1 T4                                   -> assigned T4 to A1
at 09:01:00  use A1 T1 1                                    -> used article 1 for T1 by A1
at 09:01:00  use A1 T1 2                                    -> used article 2 for T1 by A1
at 09:01:01  use A1 T2 1                                    -> used article 1 for T2 by A1
at 09:01:02  use A1 T3 1                                    -> used article 1 for T3 by A1
at 09:01:03  use A1 T4 2                                    -> used article 2 for T4 by A1
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact
at 09:10:00  resolve A1 T2                                  -> resolved T2 by A1, first contact
at 09:10:00  resolve A1 T3                                  -> resolved T3 by A1, first contact
at 09:10:00  resolve A1 T4                                  -> resolved T4 by A1, first contact
# C2 asks again, T3 is reopened, C4 says that it is not solved.
at +1d 09:00:00  submit T5 refund customer C2               -> article 1 did not solve T2; offered T5 to A1
at +1d 09:00:01  accept A1 T5                               -> assigned T5 to A1
at +1d 09:00:02  resolve A1 T5                              -> resolved T5 by A1, first contact
at +1d 09:10:00  reopen T3                                  -> reopened T3; article 1 did not solve T3; resolve T3 resumed; deadlines T3; offered T3 to A1
at +1d 09:10:01  accept A1 T3                               -> assigned T3 to A1
at +1d 09:10:02  resolve A1 T3                              -> resolved T3 by A1, first contact
at +1d 09:15:00  feedback T4 4 4 4 no                       -> feedback T4 4.0; article 2 did not solve T4; may reopen T4
at +7d 09:10:00                                             -> article 1 solved T1; article 2 solved T1
