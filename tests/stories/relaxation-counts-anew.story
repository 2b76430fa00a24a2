# domain 7.22, 7.23
# Back in the pool a ticket asks again for what it asked at first, and its waiting counts anew. An urgent one has 33 % of its 15 minutes.
given relaxation shipped
at 09:00:00  agent A1 online regions south capacity 2     -> online A1
at 09:00:00  submit T1 low region north                   -> waits T1
at 09:00:00  submit U urgent region north                 -> waits U
at 09:04:57                                               -> relaxed U in region; offered U to A1
at 09:04:58  accept A1 U                                  -> assigned U to A1
at 09:04:59  contact A1 U                                 -> contact U
at 09:05:00                                               -> relaxed T1 in region; offered T1 to A1
at 09:05:10  break A1                                     -> break A1; returned T1 from A1, desk-left
at 09:05:20  ready A1                                     -> online A1
at 09:10:10                                               -> relaxed T1 in region; offered T1 to A1
