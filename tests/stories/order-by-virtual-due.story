# domain 5.6, 7.1
# Inside a level the order is received + f x respond target: VIP 400, enterprise 600, member 800, ordinary 1000 per mille.
# An ordinary ticket is overtaken only for a bounded time: the VIP of 10:55 comes too late for it.
at 09:00:00  agent A1 online capacity 1         -> online A1
at 09:00:00  submit T0 low                      -> offered T0 to A1
at 09:00:01  accept A1 T0                       -> assigned T0 to A1
at 09:05:00  submit ordinary normal             -> waits ordinary, respond by 11:05:00
at 09:10:00  submit member normal member        -> waits member
at 09:20:00  submit enterprise normal enterprise -> waits enterprise
at 09:40:00  submit vip normal vip              -> waits vip, respond by 09:50:00
at 09:41:00  resolve A1 T0                      -> resolved T0 by A1; offered vip to A1
at 09:41:01  accept A1 vip                      -> assigned vip to A1
at 09:41:02  resolve A1 vip                     -> resolved vip by A1; offered enterprise to A1
at 09:41:03  accept A1 enterprise               -> assigned enterprise to A1
at 09:41:04  resolve A1 enterprise              -> resolved enterprise by A1; offered member to A1
at 09:41:05  accept A1 member                   -> assigned member to A1
at 09:41:06  resolve A1 member                  -> resolved member by A1; offered ordinary to A1
