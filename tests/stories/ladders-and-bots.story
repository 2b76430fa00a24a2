# domain 4.17, 7.13
# Urgent: senior and expert. High: regular, senior. Normal and low: bot where the type allows it, new, regular, senior. Bots never get
# urgent tickets.
at 09:00:00  agent bot online tier bot capacity 9         -> online bot
at 09:00:00  agent new online tier new capacity 9         -> online new
at 09:00:00  submit U1 urgent                             -> waits U1
at 09:00:00  submit H1 high                               -> waits H1
at 09:00:01  submit N1 normal                             -> offered N1 to bot
at 09:00:02  submit N2 normal type complaint              -> offered N2 to new
at 09:00:03  agent regular online tier regular capacity 9 -> online regular; offered H1 to regular
at 09:00:04  agent expert online tier expert capacity 9   -> online expert; offered U1 to expert
at 09:00:05  submit H2 high                               -> offered H2 to regular
at 09:00:06  submit L1 low type complaint                 -> offered L1 to new
