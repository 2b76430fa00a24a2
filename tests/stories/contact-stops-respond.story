# domain 5.21, 5.23
# Contact stops the respond clock, and only that one.
at 09:00:00  agent A1 online          -> online A1
at 09:00:00  submit T1 urgent         -> offered T1 to A1
at 09:02:00  accept A1 T1             -> assigned T1 to A1
at 09:05:00  contact A1 T1            -> contact T1, in-progress
at 09:06:00  contact A1 T1            -> same answer T1, in-progress
at 11:00:00                           -> warned T1 resolve 50% to A1
at 11:30:00  resolve A1 T1            -> resolved T1 by A1
at +3d 09:00:00                       -> nothing
