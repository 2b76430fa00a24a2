# domain 10.5
# A desk that is offered a ticket finds the articles that fit its texts, best first, and how tickets of its type are handled.
given handling consultation=1._listen_2._answer
at 09:00:00  article 退款政策 internal                      -> article 1 version 1
at 09:00:01  article 发票开具 customer                      -> article 2 version 1
at 09:00:02  agent A1 online skills refund capacity 3       -> online A1
at 09:00:03  submit T1 refund text 我要退款                 -> offered T1 to A1
at 09:00:04  suggest T1                                     -> finds article 1; handled so: 1._listen_2._answer
at 09:00:05  submit T2 refund type after-sales text 要发票  -> offered T2 to A1
at 09:00:06  suggest T2                                     -> finds article 2
