# domain 7.16, 7.18
# A customer's manager gets his tickets whatever the ladder says; then the deputy, then those who serve VIPs.
at 09:00:00  agent boss online tier supervisor capacity 1         -> online boss
at 09:00:00  agent aide online tier supervisor capacity 1         -> online aide
at 09:00:00  agent vips online customers vip ordinary capacity 1  -> online vips
at 09:00:00  agent other online capacity 9                        -> online other
at 09:00:01  manager Ann boss deputy aide                         -> customer Ann has manager boss, deputy aide
at 09:00:02  submit T1 normal customer Ann                        -> offered T1 to boss, chosen as dedicated-manager
at 09:00:03  break boss                                           -> break boss; returned T1 from boss, desk-left
                                                                  -> keeps T1 for boss, until 09:24:03
# Nobody can say when he comes back: what is kept for him, and what comes now, does not wait for him.
at 09:00:04  offline boss                                         -> offline boss; keeps T1 no longer for boss; offered T1 to aide, chosen as deputy
at 09:00:05  submit T2 normal customer Ann                        -> offered T2 to vips, chosen as serves-vip
at 09:00:06  submit T3 normal customer Ann                        -> offered T3 to other, chosen as least-loaded
