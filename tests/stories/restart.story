# A new process: offers wait again from now, desks have their grace from now, and steps that passed fire once, at the highest.
at 09:00:00  agent A1 online capacity 3         -> online A1
at 09:00:00  agent A2 online capacity 1         -> online A2
at 09:00:10  submit T1 low                      -> offered T1 to A1, accept by 09:03:10
at 09:00:11  submit T2 urgent                   -> offered T2 to A2, respond by 09:15:11
at 09:00:12  accept A2 T2                       -> assigned T2 to A2
# Down for a while. A1's offer runs to 09:04:30 now; A2's clock goes on as if nothing was.
at 09:01:30  restart                            -> started; disconnected A1, until 09:02:30; disconnected A2, until 09:02:30
at 09:02:00  online A1                          -> online A1
at 09:02:30                                     -> offline A2
at 09:04:00  accept A1 T1                       -> assigned T1 to A1
at 09:04:01  contact A1 T1                      -> contact T1
at 09:07:41                                     -> warned T2 respond 50%; alert nobody-on-duty T2 to supervisor
at 09:08:00  online A2                          -> online A2
at 09:08:01  contact A2 T2                      -> contact T2
