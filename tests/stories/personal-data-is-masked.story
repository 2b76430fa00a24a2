# domain 14.1
# Phones and e-mail addresses are masked inside every text that is shown, customers' names where they stand; numbers of tickets and orders stay.
at 09:00:00  shown 请回电13800130827，谢谢                 -> shown as 请回电138****0827，谢谢
at 09:00:01  shown +86_138-0013-0827                        -> shown as +86_138****0827
at 09:00:02  shown 座机010-62345678                         -> shown as 座机010-****5678
at 09:00:03  shown write_to_li.ming@example.com             -> shown as write_to_l***@example.com
at 09:00:04  shown １３８００１３０８２７                   -> shown as 138****0827
at 09:00:05  shown 工单CS20261121000042，订单202611210000421 -> shown as 工单CS20261121000042，订单202611210000421
at 09:00:06  named 张伟                                     -> named as 张*
at 09:00:07  named 13800130827                              -> named as 138****0827
at 09:00:08  named c-4711                                   -> named as c-4711
