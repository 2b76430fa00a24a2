# domain 4.20
# A redirected ticket leaves its agent; its clocks and its first response stay. It can be redirected until it is resolved.
given rules shipped
at 09:00:00  agent S1 online tier senior                                  -> online S1
at 09:00:00  agent S2 online tier senior                                  -> online S2
at 09:00:01  submit T1 urgent type consultation channel email             -> offered T1 to S1, respond by 09:15:01, resolve by 13:00:01, needs review; alert needs-review T1 to supervisor; alert agent-saturated to supervisor, S1
at 09:00:05  accept S1 T1                                                 -> assigned T1 to S1
at 09:01:00  contact S1 T1                                                -> contact T1; update T1 armed
at 09:02:00  redirect T1                                                  -> redirected T1; returned T1 from S1, taken-back, not again before 09:12:00; offered T1 to S2, resolve by 13:00:01; alert agent-saturated to supervisor, S2
at 09:02:05  accept S2 T1                                                 -> assigned T1 to S2
at 09:12:00                                                               -> forgot that S1 declined T1
at 09:12:05                                                               -> alert stale T1 to S2, asked S2
at 09:20:00  redirect T1                                                  -> redirected T1; returned T1 from S2, taken-back, not again before 09:30:00; offered T1 to S1; alert agent-saturated to supervisor, S1
at 09:20:05  accept S1 T1                                                 -> assigned T1 to S1
at 09:30:00                                                               -> forgot that S2 declined T1
at 09:30:05                                                               -> alert stale T1 to S1, asked S1
at 09:31:00  resolve S1 T1                                                -> warned T1 update 50% to S1; resolved T1 by S1
at 09:32:00  redirect T1                                                  -> refused illegal-state, it is resolved
