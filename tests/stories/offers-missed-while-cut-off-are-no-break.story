# Nobody can miss an offer whose desk is gone: the agent stays disconnected and is offline when the grace is over.
at 09:00:00  agent A1 online capacity 5                  -> online A1
at 09:00:10  submit talk low channel hotline             -> offered talk to A1
at 09:00:11  accept A1 talk                              -> assigned talk to A1
at 09:00:15  submit T1..T3 low channel hotline           -> offered T1..T3 to A1
at 09:00:16  disconnect A1                               -> disconnected A1, until 09:01:16
at 09:00:35                                              -> returned T1..T3 from A1, no-answer
at 09:01:16                                              -> offline A1; returned talk from A1, desk-left
