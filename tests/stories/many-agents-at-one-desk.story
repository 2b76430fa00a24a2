# A gateway's session speaks for many agents; when it is gone all of them have their grace. A second desk takes an agent over.
at 09:00:00  agent A1 online at hall                 -> online A1
at 09:00:00  agent A2 online at hall                 -> online A2
at 09:00:00  agent A3 online at hall                 -> online A3
at 09:00:01  online A2 at home                       -> online A2
at 09:00:02  submit T1 low                           -> offered T1 to A1
at 09:00:03  accept A1 T1                            -> assigned T1 to A1
at 09:00:04  disconnect A1                           -> disconnected A1, until 09:01:04; disconnected A3, until 09:01:04
at 09:00:05  submit T2 low                           -> offered T2 to A2
at 09:00:06  accept A1 T1                            -> refused not-signed-in
at 09:00:07  accept A2 T2                            -> assigned T2 to A2
at 09:01:04                                          -> offline A1; offline A3
