# domain 7.19
# Who served a customer gets him again only within the time of the rules.
given same-agent-within 1h
at 09:00:00  agent A1 online cost 2000        -> online A1
at 09:00:00  agent A2 online cost 1000        -> online A2
at 09:00:01  submit T1 low customer Li        -> offered T1 to A2
at 09:00:02  accept A2 T1                     -> assigned T1 to A2
at 09:00:03  resolve A2 T1                    -> resolved T1 by A2
at 09:30:00  submit T2 low customer Li        -> offered T2 to A2, chosen as same-agent
at 09:30:01  accept A2 T2                     -> assigned T2 to A2
at 09:30:02  resolve A2 T2                    -> resolved T2 by A2
at 10:30:03  submit T3 low customer Li        -> offered T3 to A1, chosen as least-loaded
