# domain 7.11
# Every required skill at its level; more than that earns nothing: the one who is idle longest gets it.
at 09:00:00  agent weak online skills refund:2            -> online weak
at 09:00:01  agent fit online skills refund:3             -> online fit
at 09:00:02  agent master online skills refund:5          -> online master
at 09:00:03  agent half online skills billing:5           -> online half
at 09:01:00  submit T1 low refund:3                       -> offered T1 to fit, chosen as least-loaded
at 09:01:01  submit T2 low refund:4                       -> offered T2 to master
at 09:01:02  submit T3 low refund:3                       -> waits T3
at 09:01:03  submit T4 low refund:1 billing:1             -> waits T4
at 09:01:04  submit T5 low refund                         -> offered T5 to weak
at 09:02:00  agent both online skills refund billing:2    -> online both; offered T4 to both
