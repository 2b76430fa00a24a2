# domain 9.8
# The answer says until when the ticket may be reopened; whether it is, its front end decides.
at 09:00:00  agent A1 online skills refund                  -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact
at 09:20:00  feedback T1 4 4 4 no                           -> feedback T1 4.0, not solved; may reopen T1, until +7d 09:10:00
at 09:30:00  reopen T1                                      -> reopened T1; resolve T1 resumed; deadlines T1; offered T1 to A1
at 09:30:01  feedback T1 4 4 4 yes                          -> refused illegal-state, it is offered
