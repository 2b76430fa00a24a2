# domain 7.35
# When everybody on duty who may take it has declined, the one who declined first is asked again, and supervisors are alerted.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:01  agent A2 online                  -> online A2
at 09:01:00  submit T1 low                    -> offered T1 to A1
at 09:01:10  decline A1 T1                    -> returned T1 from A1, declined; offered T1 to A2, chosen as least-loaded
at 09:01:20  decline A2 T1                    -> returned T1 from A2, declined; offered T1 to A1, chosen as longest-declined
                                              -> alert only-decliners T1 to supervisor, asked A1
at 09:01:30  decline A1 T1                    -> returned T1 from A1, declined; offered T1 to A2, chosen as longest-declined
                                              -> alert only-decliners T1 to supervisor, asked A2
at 09:01:40  accept A2 T1                     -> assigned T1 to A2
