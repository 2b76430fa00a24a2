# domain 7.39
# Who comes back within the grace goes on where he was.
at 09:00:00  agent A1 online capacity 2               -> online A1
at 09:00:10  submit live low channel hotline          -> offered live to A1
at 09:00:11  accept A1 live                           -> assigned live to A1
at 09:01:00  disconnect A1                            -> disconnected A1
at 09:01:30  submit T2 low                            -> waits T2
at 09:01:59  online A1                                -> online A1; offered T2 to A1
at 09:02:30  contact A1 live                          -> contact live, in-progress
