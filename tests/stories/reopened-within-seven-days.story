# domain 8.5, 8.18, 8.19, 8.20, 8.21
# The same number, first to whoever resolved it; resolve goes on where it stood, respond begins anew.
at 09:00:00      agent A1 online skills refund              -> online A1
at 09:00:01      agent A2 declared skills refund cost 1
at 09:00:03      submit T1 refund urgent                    -> offered T1 to A1, respond by 09:15:03, resolve by 13:00:03
at 09:00:05      accept A1 T1                               -> assigned T1 to A1
at 09:05:00      contact A1 T1                              -> contact T1
at 10:00:03      resolve A1 T1                              -> resolved T1 by A1
at 10:30:00      online A2                                  -> online A2
at +2d 10:00:03  reopen T1                                  -> reopened T1; resolve T1 resumed, due +2d 13:00:03; deadlines T1, respond by +2d 10:15:03; offered T1 to A1, chosen as owner
at +2d 10:00:05  accept A1 T1                               -> assigned T1 to A1
at +2d 10:01:00  contact A1 T1                              -> contact T1
at +2d 10:02:00  resolve A1 T1                              -> resolved T1 by A1
at +9d 10:02:00  reopen T1                                  -> reopened T1; resolve T1 resumed; deadlines T1; offered T1 to A1
at +9d 10:02:01  accept A1 T1                               -> assigned T1 to A1
at +9d 10:03:00  resolve A1 T1                              -> resolved T1 by A1, first contact
at +16d 10:03:01 reopen T1                                  -> refused reopen-over, it is resolved
