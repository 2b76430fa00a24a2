# domain 10.2, 10.6
# An article has a number, a version and a reader; the desk says which one it answered with.
at 09:00:00  article refund customer                        -> article 1 version 1
at 09:00:01  article recall internal                        -> article 2 version 1
at 09:10:00  article refund withdrawn as 1                  -> article 1 version 2
at 09:10:01  article refund customer as 7                   -> refused unknown-article
at 09:20:00  agent A1 online skills refund                  -> online A1
at 09:20:01  submit T1 refund                               -> offered T1 to A1
at 09:20:05  use A1 T1 2                                    -> refused illegal-state, it is offered
at 09:20:06  accept A1 T1                                   -> assigned T1 to A1
at 09:21:00  use A1 T1 2                                    -> used article 2 for T1 by A1
at 09:21:01  use A1 T1 9                                    -> refused unknown-article, it is assigned
at 09:22:00  resolve A1 T1                                  -> resolved T1 by A1, first contact
at 09:22:01  use A1 T1 2                                    -> refused illegal-state, it is resolved
