# domain 8.36
# Legal from assigned on, with a result code and the text of the solution.
at 09:00:00  agent A1 online skills refund                  -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:02  resolve A1 T1                                  -> refused illegal-state, it is offered
at 09:00:03  accept A1 T1                                   -> assigned T1 to A1
at 09:00:04  resolve-without code A1 T1                     -> refused missing-field, it is assigned
at 09:00:05  resolve-without solution A1 T1                 -> refused missing-field, it is assigned
at 09:00:06  resolve A1 T1                                  -> resolved T1 by A1, first contact
