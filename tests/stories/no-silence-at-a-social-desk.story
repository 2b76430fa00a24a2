# domain 8.16
# Where social-desk is in force, silence closes nothing.
given sample social-desk
given wrap-up 0
given ramp-up 0
at 09:00:00      agent A1 online skills refund              -> online A1
at 09:00:01      submit T1 refund                           -> offered T1 to A1
at 09:00:05      accept A1 T1                               -> assigned T1 to A1
at 09:05:00      contact A1 T1                              -> contact T1; update T1 armed
at 09:09:00      resolve A1 T1                              -> resolved T1 by A1
at +40d 09:00:00                                            -> nothing
at +40d 09:00:01 confirm T1                                 -> closed T1
