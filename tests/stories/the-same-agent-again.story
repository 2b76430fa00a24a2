# domain 7.19
# The agent who served this customer within 30 days gets him again if he has a free place; the load of others does not matter.
at 09:00:00  agent A1 online capacity 4                -> online A1
at 09:00:00  agent A2 online capacity 4                -> online A2
at 09:00:01  submit T1 low customer Ann                -> offered T1 to A1
at 09:00:02  accept A1 T1                              -> assigned T1 to A1
at 09:00:03  resolve A1 T1                             -> resolved T1 by A1
at 09:00:04  submit T2 low                             -> offered T2 to A2
at 09:00:05  submit T3..T4 low                         -> offered T3 to A1; offered T4 to A2
at 09:00:06  accept A1 T3                              -> assigned T3 to A1
at 09:00:06  accept A2 T2                              -> assigned T2 to A2
at 09:00:06  accept A2 T4                              -> assigned T4 to A2
at 09:00:07  resolve A2 T2                             -> resolved T2 by A2
at 09:00:08  resolve A2 T4                             -> resolved T4 by A2
at 09:00:09  submit T5 low customer Ann                -> offered T5 to A1, chosen as same-agent
at 09:00:10  accept A1 T5                              -> assigned T5 to A1
at 09:00:11  resolve A1 T5                             -> resolved T5 by A1
at 09:00:12  resolve A1 T3                             -> resolved T3 by A1
# Exactly 30 days later it still counts, a second after that no more.
at +30d 09:00:11  submit T6 low customer Ann           -> offered T6 to A1, chosen as same-agent
at +30d 09:00:12  submit T7 low customer Ann           -> offered T7 to A2, chosen as least-loaded
