# A request that changed something has its answer for good; one that found everything done already is judged anew each time.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:01  submit T1 low                    -> offered T1 to A1
at 09:00:02  accept A1 T1 request 1           -> assigned T1 to A1
at 09:00:03  contact A1 T1 request 2          -> contact T1
at 09:00:04  contact A1 T1 request 3          -> same answer T1, in-progress
at 09:00:05  node A1 T1 request 4 in-progress -> same answer T1, in-progress
at 09:00:06  resolve A1 T1 request 5          -> resolved T1 by A1
at 09:00:07  contact A1 T1 request 2          -> same answer T1, in-progress
at 09:00:08  contact A1 T1 request 3          -> refused illegal-state, it is resolved
at 09:00:09  node A1 T1 request 4 in-progress -> refused illegal-state, it is resolved
