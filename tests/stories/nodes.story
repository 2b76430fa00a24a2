# domain 8.1
# The nodes of the work, and those that are not legal from where it stands.
at 09:00:00  agent A1 online                          -> online A1
at 09:00:01  submit T1 low                            -> offered T1 to A1
at 09:00:02  node A1 T1 in-progress                   -> refused illegal-state, it is offered
at 09:00:03  contact A1 T1                            -> refused illegal-state, it is offered
at 09:00:04  accept A1 T1                             -> assigned T1 to A1
at 09:00:05  node A1 T1 to-contact                    -> to-contact T1
at 09:00:06  node A1 T1 to-contact                    -> same answer T1, to-contact
at 09:00:07  contact A1 T1                            -> contact T1, in-progress
at 09:00:08  node A1 T1 to-contact                    -> refused illegal-state, it is in-progress
at 09:00:09  node A1 T1 waiting-for-customer          -> waiting-for-customer T1
at 09:00:10  node A1 T1 to-reply                      -> to-reply T1
at 09:00:11  node A1 T1 waiting-for-department        -> waiting-for-department T1
at 09:00:12  node A1 T1 pooled                        -> refused illegal-state, it is waiting-for-department
at 09:00:13  node A1 T1 resolved                      -> refused illegal-state, it is waiting-for-department
at 09:00:14  resolve A1 T1                            -> resolved T1 by A1
