# A planned ticket is outside pool and clocks until its time; a restart does not forget it.
given rules shipped
at 09:00:00  agent A1 online                                              -> online A1
at 09:00:01  submit T1 high type consultation channel email not-before 10:00:00  -> planned T1, until 10:00:00
at 10:00:00                                                               -> offered T1 to A1, high, respond by 10:30:00, accept by 10:03:00; alert agent-saturated to supervisor, A1
