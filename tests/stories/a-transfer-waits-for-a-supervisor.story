# domain 8.25, 8.26, 8.28, 8.29
# The agent keeps the ticket until a supervisor has decided; undecided for ten minutes, supervisors are told again.
given tickets-max 100
at 09:00:00  agent A1 online skills refund                  -> online A1
at 09:00:01  agent A2 declared skills refund
at 09:00:02  submit T1 refund                               -> offered T1 to A1
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:01:00  transfer A1 T1 to A1                           -> refused to-oneself, it is assigned
at 09:01:01  transfer A1 T1 to A9                           -> refused unknown-agent, it is assigned
at 09:02:00  transfer A1 T1 to A2                           -> asked to transfer T1 by A1, to A2; alert transfer-asked T1 to supervisor
at 09:03:00  contact A1 T1                                  -> contact T1, in-progress
at 09:12:00                                                 -> alert transfer-waiting T1 to supervisor
at 09:13:00  refuse T1                                      -> transfer T1 refused; alert transfer-refused T1 to A1
at 09:13:01  refuse T1                                      -> refused no-transfer, it is in-progress
at 09:14:00  resolve A1 T1                                  -> resolved T1 by A1
