# An offer that is over cannot be accepted; each offer has its own number.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:00  agent A2 online                  -> online A2
at 09:00:01  submit T1 low channel hotline    -> offered T1 to A1
at 09:00:21                                   -> returned T1 from A1, no-answer; offered T1 to A2
at 09:00:22  accept A1 T1 offer 1             -> refused stale-offer, it is offered
at 09:00:23  accept A2 T1 offer 1             -> refused stale-offer, it is offered
at 09:00:24  decline A2 T1 offer 1            -> refused stale-offer, it is offered
at 09:00:25  accept A2 T1 offer 2             -> assigned T1 to A2
at 09:00:26  accept A2 T1 offer 2             -> same answer T1, assigned
at 09:00:27  decline A2 T1 offer 2            -> refused stale-offer, it is assigned
at 09:00:28  resolve A1 T1                    -> refused not-yours, it is assigned
at 09:00:29  resolve A2 T1                    -> resolved T1 by A2
at 09:00:30  accept A2 T1 offer 2             -> refused stale-offer, it is resolved
