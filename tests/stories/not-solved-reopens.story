# domain 8.11, 8.12
# A message answers a waiting ticket; on a resolved one it opens it again only if it says that it is not solved.
at 09:00:00  agent A1 online skills refund                  -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:05  accept A1 T1                                   -> assigned T1 to A1
at 09:05:00  contact A1 T1                                  -> contact T1
at 09:06:00  node A1 T1 waiting-for-customer                -> waiting-for-customer T1
at 09:20:00  not-solved T1                                  -> message T1, to-reply
at 09:30:00  resolve A1 T1                                  -> resolved T1 by A1
at 09:31:00  message T1                                     -> message T1, resolved
at 09:32:00  not-solved T1                                  -> reopened T1; resolve T1 resumed; deadlines T1; offered T1 to A1, chosen as owner
