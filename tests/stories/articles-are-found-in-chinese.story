# domain 10.3
# Two characters are enough, without spaces; all of the words must be there, in any article that is not withdrawn.
at 09:00:00  article 退款政策与流程 internal                 -> article 1 version 1
at 09:00:01  article 发票开具 customer                      -> article 2 version 1
at 09:00:02  article 投诉处理 internal                      -> article 3 version 1
at 09:00:03  article Refunds_for_invoices internal          -> article 4 version 1
at 09:01:00  search 退款                                    -> finds article 1
at 09:01:01  search 投诉                                    -> finds article 3
at 09:01:02  search 发票                                    -> finds article 2
at 09:01:03  search refunds                                 -> finds article 4
at 09:01:04  search 退货                                    -> finds nothing
at 09:02:00  article 退款政策与流程 withdrawn as 1           -> article 1 version 2
at 09:02:01  search 退款                                    -> finds nothing
