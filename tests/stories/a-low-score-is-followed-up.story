# domain 9.3, 9.4, 9.5
# One follow-up for the supervisor of the handling team, due 24 h after the answer around the clock. It asks for no skill and exceeds his
# capacity; it has no survey and weighs nothing.
given survey on
at 09:00:00  agent S1 online tier supervisor capacity 1 skills invoice   -> online S1
at 09:00:00  agent A1 online skills refund capacity 3 team day supervisor S1   -> online A1
at 09:00:01  submit T0 billing                              -> waits T0
at 09:00:02  assign T0 to S1                                -> assigned T0 to S1 by hand
at 09:00:02  contact S1 T0                                  -> contact T0
at 09:00:03  submit T1..T3 refund                           -> offered T1..T3 to A1
at 09:00:04  accept A1 T1                                   -> assigned T1 to A1
at 09:00:04  accept A1 T2                                   -> assigned T2 to A1
at 09:00:04  accept A1 T3                                   -> assigned T3 to A1
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact; survey for T1
at 09:10:01  resolve A1 T2                                  -> resolved T2 by A1, first contact; survey for T2
at 09:10:02  resolve A1 T3                                  -> resolved T3 by A1, first contact; survey for T3
at 20:00:00  feedback T1 1 3 2 yes                          -> feedback T1 2.0, scored low; made follow-up M1; linked M1 to T1; waits M1, respond by +1d 20:00:00; assigned M1 to S1 by hand; alert follow-up M1 to supervisor, asked S1
at 20:00:01  show S1                                        -> shown S1, has T0 in-progress, has M1 assigned
# A good score, and a text that says slow.
at 20:00:02  feedback T2 5 5 5 yes says it_was_SLOW         -> feedback T2 5.0, says slow; made follow-up M2; linked M2 to T2; waits M2; assigned M2 to S1 by hand; alert follow-up M2 to supervisor
at 20:00:03  feedback T3 5 5 5 yes says 服务好              -> feedback T3 5.0
# A second low answer leads to no second one.
at 20:10:00  feedback T1 1 1 1 yes                          -> feedback T1 1.0, scored low, answer 2
at 20:20:00  contact S1 M1                                  -> contact M1
at 20:30:00  resolve S1 M1                                  -> resolved M1 by S1
at 20:30:01  feedback M1 1 1 1 no                           -> refused not-yours
at 20:31:00  resolve S1 T0                                  -> resolved T0 by S1; survey for T0
