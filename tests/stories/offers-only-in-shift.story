# domain 7.9, 7.43
# An agent gets new offers only in his shift, and none in its last 15 minutes; a shift that begins is an event that leads to offers.
given calendar day 09:00:00-17:00:00
at 08:30:00  agent A1 online shift day capacity 2   -> shift over for A1; online A1
at 08:30:01  submit T1 normal                       -> waits T1
# Signed in before his shift he is off shift, signed out off duty: either way the explanation says when it begins.
at 08:30:02  explain T1                             -> explained T1, off-shift A1 until 09:00:00, shift begins A1 at 09:00:00
at 08:30:03  offline A1                             -> offline A1
at 08:30:04  explain T1                             -> explained T1, off-duty A1 until 09:00:00, shift begins A1 at 09:00:00
at 08:30:05  online A1                              -> online A1
at 09:00:00                                         -> shift begins for A1; offered T1 to A1
at 09:00:10  accept A1 T1                           -> assigned T1 to A1
at 09:01:00  resolve A1 T1                          -> resolved T1 by A1
at 16:44:59  submit T2 normal                       -> offered T2 to A1
at 16:44:59  accept A1 T2                           -> assigned T2 to A1
at 16:45:00                                         -> shift ending for A1
at 16:45:00  submit T3 urgent                       -> waits T3
# What he has is his to the end.
at 16:50:00  resolve A1 T2                          -> resolved T2 by A1
at 16:52:30                                         -> warned T3 respond 50%; alert nobody-on-duty T3 to supervisor
