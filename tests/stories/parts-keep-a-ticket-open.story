# domain 8.33
# The ticket goes on while its parts are open, and is resolved when they have ended; only a supervisor lets one go, and says why.
at 09:00:00  agent A1 online                            -> online A1
at 09:00:00  agent B1 declared team logistics
at 09:00:01  submit T1 high                             -> offered T1 to A1
at 09:00:05  accept A1 T1                               -> assigned T1 to A1
at 09:01:00  part A1 T1 logistics                       -> part T1/1 asked of logistics, by A1; alert part-asked T1 to supervisor
at 09:01:01  part A1 T1 technical                       -> part T1/2 asked of technical, by A1; alert part-asked T1 to supervisor
at 09:02:00  contact A1 T1                              -> contact T1, in-progress
at 09:03:00  resolve A1 T1                              -> refused parts-open, it is in-progress
at 09:04:00  drop-part A1 T1 1 lost                     -> refused not-yours, it is in-progress
at 09:04:01  drop-part supervisor T1 1                  -> refused missing-field, it is in-progress
at 09:04:02  drop-part supervisor T1 1 found-by-himself -> part T1/1 dropped, found-by-himself; alert part-ended T1 to A1
at 09:05:00  resolve A1 T1                              -> refused parts-open, it is in-progress
at 09:06:00  end-part supervisor T1 2 replaced          -> part T1/2 done, replaced; alert part-ended T1 to A1
at 09:06:01  end-part supervisor T1 2 replaced          -> refused part-over, it is in-progress
at 09:06:02  end-part supervisor T1 3 replaced          -> refused unknown-part, it is in-progress
at 09:07:00  resolve A1 T1                              -> resolved T1 by A1
