# domain 7.15
# One place of the seniors is kept for urgent tickets: the normal one waits until there are more.
given reserve 1
at 09:00:00  agent S1 online capacity 1        -> online S1
at 09:00:01  submit N normal                   -> waits N
at 09:00:02  submit U urgent                   -> offered U to S1
at 09:00:03  accept S1 U                       -> assigned U to S1
at 09:00:04  agent S2 online capacity 1        -> online S2
at 09:00:05  resolve S1 U                      -> resolved U by S1; offered N to S1
