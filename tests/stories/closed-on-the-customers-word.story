# domain 8.4, 8.14
# Resolved is not closed: the customer's word closes it, and what is closed is not opened again.
at 09:00:00  agent A1 online skills refund                  -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:10:00  confirm T1                                     -> refused illegal-state, it is assigned
at 09:30:00  resolve A1 T1                                  -> resolved T1 by A1
at 10:00:00  confirm T1                                     -> closed T1
at 10:00:01  confirm T1                                     -> same answer T1, closed
at 10:00:02  reopen T1                                      -> refused illegal-state, it is closed
