# domain 8.35
# So long after a complaint is resolved whoever resolved it is to call: the complaint stays open until then, and the call closes its loop.
given call-back-after 2h
given row extra close-loop 48h
given active extra
at 09:00:00  agent A1 online capacity 2   -> online A1
at 09:00:00  submit T1..T2 high           -> waits T1; close-loop T1 armed; offered T1 to A1; waits T2; close-loop T2 armed; offered T2 to A1
at 09:00:10  accept A1 T1                 -> assigned T1 to A1
at 09:00:10  accept A1 T2                 -> assigned T2 to A1
at 09:10:00  resolve A1 T1                -> resolved T1 by A1; call-back of T1, at 11:10:00
at 09:12:00  resolve A1 T2                -> resolved T2 by A1; call-back of T2, at 11:12:00
at 11:10:00                               -> alert call-back-due T1 to A1
at 11:11:00  call-back A1 T1              -> called-back T1
at 11:11:30  offline A1                   -> offline A1
# Nobody is there to call: a supervisor does.
at 11:12:00                               -> alert call-back-due T2 to supervisor
at 11:30:00  call-back supervisor T2      -> called-back T2
