# domain 7.39
# A desk that is cut off has 60 seconds; then offers and live-channel work move, other work stays with its owner.
at 09:00:00  agent A1 online capacity 3               -> online A1
at 09:00:10  submit live low channel hotline          -> offered live to A1
at 09:00:11  accept A1 live                           -> assigned live to A1
at 09:00:12  submit mail low                          -> offered mail to A1
at 09:00:13  accept A1 mail                           -> assigned mail to A1
at 09:00:14  submit open low                          -> offered open to A1, accept by 09:03:14
at 09:00:20  agent A2 online capacity 3               -> online A2
at 09:01:00  disconnect A1                            -> disconnected A1, until 09:02:00
# Nobody new comes to him meanwhile.
at 09:01:10  submit T4 low                            -> offered T4 to A2
at 09:02:00                                           -> offline A1; returned live from A1, desk-left; offered live to A2
                                                      -> returned open from A1, desk-left; offered open to A2
at 09:02:15  accept A2 live                           -> assigned live to A2
# The mail is still his.
at 09:03:00  online A1                                -> online A1
at 09:03:10  resolve A1 mail                          -> resolved mail by A1
