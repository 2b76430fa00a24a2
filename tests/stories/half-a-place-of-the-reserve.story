# domain 7.15, 7.20
# Two places of the seniors are kept for urgent tickets. S1 has half a place left, which counts for nothing in the reserve; when there are more
# than two free places he gets what fits into it all the same.
given reserve 2
given weight email 50
at 09:00:00  agent S1 online capacity 1                        -> online S1
at 09:00:01  submit U urgent channel email                     -> offered U to S1
at 09:00:02  accept S1 U                                       -> assigned U to S1
at 09:00:03  submit N normal channel email                     -> waits N
at 09:00:04  agent S2 online channels hotline capacity 3       -> online S2; offered N to S1
