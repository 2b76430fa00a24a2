# domain 8.6
# The front end takes its ticket back, whoever has it; the agent hears it and gets what waits.
at 09:00:00  agent A1 online skills refund capacity 1       -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:02  submit T2 refund                               -> waits T2
at 09:00:03  submit T3 refund                               -> waits T3
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:01:00  cancel T3                                      -> cancelled T3
at 09:02:00  cancel T1                                      -> cancelled T1, from A1; offered T2 to A1
at 09:02:01  cancel T1                                      -> same answer T1, cancelled
at 09:02:02  message T1                                     -> refused illegal-state, it is cancelled
at 09:02:03  reopen T1                                      -> refused illegal-state, it is cancelled
at 09:03:00  accept A1 T2                                   -> assigned T2 to A1
at 09:04:00  resolve A1 T2                                  -> resolved T2 by A1
at 09:05:00  cancel T2 supervisor                           -> refused illegal-state, it is resolved
