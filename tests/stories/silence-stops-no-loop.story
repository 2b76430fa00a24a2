# domain 8.17
# A ticket whose close-loop clock runs is not closed by silence, however long it lasts.
given close-silence 1d
given row loop close-loop 72h
given active loop
at 09:00:00      agent A1 online skills refund              -> online A1
at 09:00:01      submit T1 refund                           -> waits T1; close-loop T1 armed; offered T1 to A1
at 09:00:05      accept A1 T1                               -> assigned T1 to A1
at 09:30:00      resolve A1 T1                              -> resolved T1 by A1
at +1d 21:00:01                                             -> warned T1 close-loop 50%
at +2d 18:36:01                                             -> warned T1 close-loop 80% to supervisor
at +2d 20:00:00  call-back supervisor T1                    -> called-back T1
at +3d 19:59:59                                             -> nothing
at +3d 20:00:00                                             -> closed-unconfirmed T1
