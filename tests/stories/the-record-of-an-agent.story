# domain 6.1
# The data administrator's record says what an agent may get: tier, skills with levels, regions, channels, customer tiers, capacity, shift,
# cost; and it holds from the moment it is changed.
given calendar day 09:00:00-18:00:00
at 09:00:00  agent A1 online team night skills refund:3 regions north channels email customers vip capacity 1 shift day cost 100 -> online A1
at 09:00:01  submit T1 normal vip refund:4 region north channel email   -> waits T1
at 09:00:02  submit T2 normal vip refund:3 region south channel email   -> waits T2
at 09:00:03  submit T3 normal vip refund:3 region north channel hotline -> waits T3
at 09:00:04  submit T4 normal refund:3 region north channel email       -> waits T4
at 09:00:05  submit T5 normal vip refund:3 region north channel email   -> offered T5 to A1
at 09:00:06  submit T6 normal vip refund:3 region north channel email   -> waits T6
at 09:00:07  agent A1 declared team night skills refund:3 regions north channels email customers vip capacity 2 shift day cost 100
                                                                        -> offered T6 to A1
at 09:00:08  agent A2 online skills refund:3 regions north channels email customers vip capacity 1 cost 90 -> online A2
at 09:00:09  submit T7 normal vip refund:3 region north channel email   -> offered T7 to A2
at 09:00:10  agent A1 declared skills refund:4 regions north channels email customers vip capacity 3 shift day -> offered T1 to A1
