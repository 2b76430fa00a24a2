# domain 7.5
# Only urgent tickets that nobody has answered go before the shares: of four answered ones three come first, then the normal one.
given share-normal 25
at 09:00:00  agent A1 online capacity 6            -> online A1
at 09:00:01  submit U1..U4 urgent channel hotline  -> offered U1..U4 to A1
at 09:00:02  accept A1 U1                          -> assigned U1 to A1
at 09:00:02  accept A1 U2                          -> assigned U2 to A1
at 09:00:02  accept A1 U3                          -> assigned U3 to A1
at 09:00:02  accept A1 U4                          -> assigned U4 to A1
at 09:00:03  contact A1 U1                         -> contact U1, in-progress
at 09:00:03  contact A1 U2                         -> contact U2, in-progress
at 09:00:03  contact A1 U3                         -> contact U3, in-progress
at 09:00:03  contact A1 U4                         -> contact U4, in-progress
at 09:00:04  break A1                              -> break A1; returned U1..U4 from A1, desk-left
at 09:00:05  submit N1 normal                      -> waits N1
at 09:00:06  submit V1 urgent                      -> waits V1
at 09:00:07  ready A1                              -> online A1; offered V1 to A1; offered U1..U3 to A1; offered N1 to A1; offered U4 to A1
