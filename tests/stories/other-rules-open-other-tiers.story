# domain 5.36, 7.13, 7.22, 7.42
# Other rules: whoever may take a waiting ticket from now on gets it in the same turn, and its steps of relaxation come when the new rules
# say.
given open-rungs 1
at 09:00:00  agent S1 online tier senior skills refund:3 capacity 1 -> online S1
at 09:00:01  submit T1 high refund                                  -> waits T1
at 09:01:00  change open-rungs 2                                    -> rules version 2; offered T1 to S1; moved 1
at 09:01:10  accept S1 T1                                           -> assigned T1 to S1
at 09:01:20  resolve S1 T1                                          -> resolved T1 by S1
at 09:02:00  agent S2 online tier senior regions south capacity 9   -> online S2
at 09:03:00  submit T2 high region north billing                    -> waits T2
at 09:03:01  submit T3 high region north                            -> offered T3 to S1
at 09:03:02  accept S1 T3                                           -> assigned T3 to S1
at 09:03:03  submit T4 high region north                            -> waits T4
at 09:04:00  change relaxation shipped                              -> rules version 3; moved 3
at 09:08:00                                                         -> relaxed T2 in region
at 09:08:03                                                         -> relaxed T4 in region; offered T4 to S2
at 09:08:10  change open-rungs 1                                    -> rules version 4; moved 3
