# domain 7.8
# Past its respond deadline a ticket is ordered one level higher, once; its level stays. A high one is never ordered as urgent.
at 09:00:00  agent A1 online skills x         -> online A1
at 09:00:00  submit T0 x low                  -> offered T0 to A1
at 09:00:01  accept A1 T0                     -> assigned T0 to A1
at 09:00:02  contact A1 T0                    -> contact T0
at 09:00:10  submit N x normal                -> waits N, respond by 11:00:10
at 10:00:10                                   -> warned N respond 50%
at 10:36:10                                   -> warned N respond 80% to supervisor
at 10:50:00  submit H x high                  -> waits H, respond by 11:20:00
at 11:00:10                                   -> overdue N respond to supervisor, ordered as high
at 11:05:00                                   -> warned H respond 50%
at 11:14:00                                   -> warned H respond 80% to supervisor
at 11:20:00                                   -> overdue H respond to supervisor
at 11:21:00  submit U x urgent                -> waits U
# Urgent first, then N: as high as H, and its virtual due is the earlier one.
at 11:22:00  resolve A1 T0                    -> resolved T0 by A1; offered U to A1
at 11:22:01  accept A1 U                      -> assigned U to A1
at 11:22:02  resolve A1 U                     -> resolved U by A1; offered N to A1, normal
at 11:22:03  accept A1 N                      -> assigned N to A1
at 11:22:04  resolve A1 N                     -> resolved N by A1; offered H to A1
