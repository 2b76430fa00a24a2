# domain 6.9
# A record is taken back when nothing ties the agent any more; then nobody names or counts him. Declared again he is back.
at 09:00:00  agent boss online tier supervisor capacity 2      -> online boss
at 09:00:00  agent A1 online capacity 2 supervisor boss        -> online A1
at 09:00:01  submit T1 normal                                  -> offered T1 to A1
at 09:00:02  accept A1 T1                                      -> assigned T1 to A1
at 09:00:03  manager Ann A1                                    -> customer Ann has manager A1
at 09:00:04  retire A1    -> refused agent-tied, signed in, has tickets 1, looks after customers 1
at 09:00:05  retire boss  -> refused agent-tied, signed in, is supervisor of 1, of A1
at 09:00:06  resolve A1 T1                                     -> resolved T1 by A1
at 09:00:07  offline A1                                        -> offline A1
at 09:00:08  retire A1                                         -> refused agent-tied, looks after customers 1
at 09:00:09  manager Ann boss                                  -> customer Ann has manager boss
at 09:00:10  retire A1                                         -> retired A1
at 09:00:11  retire A1                                         -> same answer
at 09:00:12  online A1                                         -> refused agent-retired
at 09:00:13  show A1                                           -> shown A1, offline, retired
# What comes now does not wait for him by name, and nobody can give it to him.
at 09:00:14  submit T2 normal                                  -> waits T2
at 09:00:15  assign T2 to A1                                   -> refused agent-retired
at 09:00:16  manager Ann A1                                    -> refused agent-retired
at 09:00:17  agent A2 declared capacity 1 supervisor A1        -> refused agent-retired
# Whom only retired agents' records name can be retired too, and they can only come back without him.
at 09:00:18  manager Ann boss deputy boss                      -> customer Ann has manager boss, deputy boss
at 09:00:19  offline boss                                      -> offline boss
at 09:00:20  retire boss                                       -> refused agent-tied, looks after customers 1
at 09:00:21  agent A3 declared capacity 1                      -> nothing
at 09:00:22  manager Ann A3                                    -> customer Ann has manager A3
at 09:00:23  retire boss                                       -> retired boss
at 09:00:24  agent A1 declared capacity 2 supervisor boss      -> refused agent-retired
at 09:00:25  agent A1 online capacity 2                        -> back A1; online A1; offered T2 to A1
