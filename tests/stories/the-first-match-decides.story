# domain 4.1, 4.10, 4.11, 4.13
# Each output has its first match; tags and skills come from all. A claim is raised, and lowered only by a rule that says so: T4 claims more
# than the rule for complaints gives, so that its level is by the claim, and the rule is only among those that matched too.
given rules shipped
given review none
at 09:00:00  agent S1 online tier senior skills security capacity 20                -> online S1
at 09:00:01  submit T1 type consultation channel email text 账号被盗_再不处理我找律师   -> offered T1 to S1, urgent, level by account safety, department technical, tag security, tag at-risk
at 09:00:02  submit T2 type after-sales channel email text 重复扣款_再不处理我找律师    -> offered T2 to S1, urgent, level by order exception, department supply-chain, tag order-exception, tag at-risk
at 09:00:03  submit T3 low type consultation channel email text 账号被盗              -> offered T3 to S1, urgent, level by account safety
at 09:00:04  submit T4 urgent type complaint channel email                          -> waits T4, urgent; statutory T4 armed; offered T4 to S1, urgent; alert complaint-received T4 to supervisor
at 09:00:05  submit T5 high type consultation channel email text 建议增加深色模式      -> offered T5 to S1, low, level by suggestion, type by suggestion, type suggestion
at 09:00:06  submit T6 type complaint channel email text 刚买完就降价                -> waits T6, high, category by complaint about a price, category price; statutory T6 armed; offered T6 to S1, high; alert complaint-received T6 to supervisor
at 09:00:07  submit T7 type complaint channel email category service text 刚买完就降价 -> waits T7, high, category service; statutory T7 armed; offered T7 to S1, high; alert complaint-received T7 to supervisor
at 09:00:08  explain T4                                                            -> explained T4, level claimed, also by complaint
