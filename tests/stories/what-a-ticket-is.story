# domain 4.1, 4.2, 4.4, 4.5, 4.6, 4.7
# Nature, urgency and reach decide, by the rules that are shipped; whoever asks is told by which.
given rules shipped
given review none
at 09:00:00  agent S1 online tier senior skills security capacity 20             -> online S1
at 09:00:01  submit T1 type consultation channel email text 我的账号被盗了              -> offered T1 to S1, urgent, level by account safety
at 09:00:01  explain T1                                                          -> explained T1, level by account safety, department by account safety
at 09:00:02  submit T2 type consultation channel email text my_phone_caught_fire -> offered T2 to S1, urgent, level by security risk
at 09:00:03  submit T3 type technical-support channel email text 所有人都无法登录       -> offered T3 to S1, urgent, level by major outage
at 09:00:04  submit T4 type technical-support channel email people 250           -> offered T4 to S1, urgent, level by many people
at 09:00:05  submit T5 type consultation channel email text 订单重复扣款了             -> offered T5 to S1, urgent, level by order exception
at 09:00:06  submit T6 type after-sales channel email text 收到就坏了                 -> offered T6 to S1, urgent, level by after-sales fault
at 09:00:07  submit T7 type consultation channel email text APP_一直闪退            -> offered T7 to S1, high, level by hurts the experience
at 09:00:08  submit T8 type consultation channel email text 再不处理我要曝光            -> offered T8 to S1, high, level by may become a complaint
at 09:00:09  submit T9 type consultation channel email                           -> offered T9 to S1, normal
at 09:00:10  submit T10 type inquiry channel email                               -> offered T10 to S1, low
at 09:00:11  submit T11 type consultation channel email text 查询一下积分            -> offered T11 to S1, low, level by look-up
at 09:00:12  submit T12 type suggestion channel email                            -> offered T12 to S1, low
at 09:00:13  submit T13 type wishes channel email                                -> offered T13 to S1, normal
