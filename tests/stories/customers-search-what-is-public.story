# domain 10.4
# Customers search through front ends: they find what is public, and it is the same search.
at 09:00:00  article refund customer                        -> article 1 version 1
at 09:00:01  article recall internal                        -> article 2 version 1
at 09:00:02  article 发票怎么开 customer                     -> article 3 version 1
at 09:01:00  search refund front-end                        -> finds article 1
at 09:01:01  search recall front-end                        -> finds nothing
at 09:01:02  search recall                                  -> finds article 2
at 09:01:03  search 发票 front-end                           -> finds article 3
at 09:02:00  article refund withdrawn as 1                  -> article 1 version 2
at 09:02:01  search refund front-end                        -> finds nothing
