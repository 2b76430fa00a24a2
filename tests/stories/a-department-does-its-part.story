# domain 8.31, 8.32
# A department is asked; one of its team takes the part, works on it and says what came of it. It weighs nothing, and its news are awaited.
given stale-after 10m
at 09:00:00  agent A1 online                                   -> online A1
at 09:00:00  agent B1 online team logistics channels hotline   -> online B1
at 09:00:01  submit T1 high                                    -> offered T1 to A1
at 09:00:05  accept A1 T1                                      -> assigned T1 to A1
at 09:00:30  contact A1 T1                                     -> contact T1, in-progress
at 09:01:00  part A1 T1 logistics due 12:30:00                 -> part T1/1 asked of logistics, by A1, due 12:30:00; alert part-asked T1 to supervisor
at 09:02:00  note A1 T1                                        -> note T1
at 09:03:00  take-part A1 T1 1                                 -> refused not-yours, it is in-progress
at 09:03:30  take-part B1 T1 1                                 -> part T1/1 assigned to B1
at 09:03:31  take-part B1 T1 1                                 -> same answer T1, in-progress
at 09:04:00  part-node B1 T1 1 waiting                         -> part T1/1 waiting
at 09:05:00  show B1                                           -> shown B1, load 0 of 1
at 09:06:00  part A1 T1 technical due +1d 10:00:00             -> refused part-too-late, it is in-progress
at 09:06:01  end-part B1 T1 1                                  -> refused missing-field, it is in-progress
at 11:00:00  end-part B1 T1 1 comes-on-friday                  -> part T1/1 done, comes-on-friday; alert part-ended T1 to A1
at 11:10:00                                                    -> alert stale T1 to A1
at 11:12:00  note A1 T1                                        -> note T1
# One that somebody is named for, and that is late.
at 11:20:00  part A1 T1 logistics to B1 due 12:00:00           -> part T1/2 asked of logistics, for B1; alert part-assigned T1 to B1
at 12:00:00                                                    -> alert part-overdue T1 to A1; alert part-overdue T1 to B1; alert part-overdue T1 to supervisor
at 12:01:00  give-part T1 2 to A1                              -> part T1/2 assigned to A1; alert part-assigned T1 to A1
at 12:02:00  end-part A1 T1 2 found-it                         -> part T1/2 done, found-it; alert part-ended T1 to A1
at 12:12:00                                                    -> alert stale T1 to A1
at 12:13:00  resolve A1 T1                                     -> resolved T1 by A1
