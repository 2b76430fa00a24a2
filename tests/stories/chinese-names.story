# Names as people read them. 紧急 is urgent, 投诉 a complaint, 热线 the hotline.
at 09:00:00  agent 小王 online skills 退款 capacity 2       -> online 小王
at 09:00:00  agent 李姐 online skills 退款:5 tier 专家       -> online 李姐
at 09:00:01  submit 工单1 紧急 退款:3 channel hotline         -> offered 工单1 to 李姐, respond by 09:15:01
at 09:00:02  submit 工单2 低 退款 customer 赵先生             -> offered 工单2 to 小王
at 09:00:05  accept 李姐 工单1                             -> assigned 工单1 to 李姐
at 09:00:06  accept 小王 工单2                             -> assigned 工单2 to 小王
at 09:00:07  node 小王 工单2 等待客户回复                     -> waiting-for-customer 工单2
at 09:05:00  resolve 李姐 工单1                            -> resolved 工单1 by 李姐
