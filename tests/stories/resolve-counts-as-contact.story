# domain 8.37
# Resolve is legal from assigned on, and counts as contact when none was reported.
at 09:00:00  agent A1 online          -> online A1
at 09:00:00  submit T1 urgent         -> offered T1 to A1
at 09:01:00  resolve A1 T1            -> refused illegal-state, it is offered
at 09:02:00  accept A1 T1             -> assigned T1 to A1
at 09:05:00  resolve A1 T1            -> resolved T1 by A1, first contact
at 09:06:00  resolve A1 T1            -> refused illegal-state, it is resolved
at +3d 09:00:00                       -> nothing
