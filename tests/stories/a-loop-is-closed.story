# domain 5.24
# With a close-loop clock a resolved ticket stays until the customer confirmed or was called back.
given row extra close-loop 48h
given active extra
at 09:00:00      agent A1 online capacity 2   -> online A1
at 09:00:00      submit T1..T2 high      -> waits T1; close-loop T1 armed, due +2d 09:00:00; offered T1 to A1; waits T2; close-loop T2 armed, due +2d 09:00:00; offered T2 to A1
at 09:00:10      accept A1 T1            -> assigned T1 to A1
at 09:00:10      accept A1 T2            -> assigned T2 to A1
at 09:10:00      confirm T1              -> refused illegal-state, it is assigned
at 09:10:00      resolve A1 T1           -> resolved T1 by A1, first contact
at 09:10:00      resolve A1 T2           -> resolved T2 by A1, first contact
at 09:20:00      confirm T1              -> confirmed T1
at 09:20:01      confirm T1              -> same answer T1, closed
at +1d 09:00:00                          -> warned T2 close-loop 50%
at +1d 23:24:00                          -> warned T2 close-loop 80% to supervisor
at +2d 08:00:00  call-back A1 T2         -> called-back T2
at +4d 08:00:00                          -> nothing
