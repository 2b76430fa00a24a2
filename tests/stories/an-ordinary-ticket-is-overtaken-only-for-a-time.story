# domain 7.2
# The key of an ordinary ticket is constant: a member who comes 25 minutes later (24 are the difference of the factors) stands behind it.
at 09:00:00  agent A1 online capacity 1    -> online A1
at 09:00:00  submit T0 low                 -> offered T0 to A1
at 09:00:01  accept A1 T0                  -> assigned T0 to A1
at 09:01:00  submit ordinary normal        -> waits ordinary
at 09:24:59  submit soon normal member     -> waits soon
at 09:25:01  submit late normal member     -> waits late
at 09:30:00  resolve A1 T0                 -> resolved T0 by A1; offered soon to A1
at 09:30:01  accept A1 soon                -> assigned soon to A1
at 09:30:02  resolve A1 soon               -> resolved soon by A1; offered ordinary to A1
