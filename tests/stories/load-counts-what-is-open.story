# domain 7.29
# Offered and assigned tickets are load, whatever their node; resolved ones are not.
at 09:00:00  agent A1 online capacity 4     -> online A1
at 09:00:01  agent A2 online capacity 4     -> online A2
at 09:00:02  submit T1 low                  -> offered T1 to A1
at 09:00:03  accept A1 T1                   -> assigned T1 to A1
at 09:00:04  contact A1 T1                  -> contact T1
at 09:00:05  submit T2 low                  -> offered T2 to A2
at 09:00:06  accept A2 T2                   -> assigned T2 to A2
at 09:00:07  resolve A2 T2                  -> resolved T2 by A2
# A1 has one, A2 none any more.
at 09:00:08  submit T3 low                  -> offered T3 to A2
