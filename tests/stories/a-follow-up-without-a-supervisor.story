# domain 9.4
# Without a supervisor it is the duty supervisor's; without either it waits for any supervisor, and nobody else gets it.
at 09:00:00  agent A1 online skills refund                  -> online A1
at 09:00:00  agent D1 declared tier supervisor
at 09:00:00  agent A2 online skills billing duty D1         -> online A2
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:01  submit T2 billing                              -> offered T2 to A2
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:00:02  accept A2 T2                                   -> assigned T2 to A2
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact
at 09:10:00  resolve A2 T2                                  -> resolved T2 by A2, first contact
at 09:20:00  feedback T1 1 1 1 no                           -> feedback T1 1.0, scored low, not solved; made follow-up M1; linked M1 to T1; waits M1; alert follow-up-waits M1 to supervisor; may reopen T1
at 09:20:01  feedback T2 1 1 1 yes                          -> feedback T2 1.0, scored low; made follow-up M2; linked M2 to T2; waits M2; assigned M2 to D1 by hand; alert follow-up M2 to supervisor, asked D1
at 09:21:00  online D1                                      -> online D1; offered M1 to D1
at 09:21:01  accept D1 M1                                   -> assigned M1 to D1
