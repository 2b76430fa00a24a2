# domain 6.8, 7.41
# Break and offline by choice: offers and live work move at once, other work stays. Busy keeps everything and takes nothing new.
at 09:00:00  agent A1 online capacity 3               -> online A1
at 09:00:10  submit live low channel hotline          -> offered live to A1
at 09:00:11  accept A1 live                           -> assigned live to A1
at 09:00:12  submit mail low                          -> offered mail to A1
at 09:00:13  accept A1 mail                           -> assigned mail to A1
at 09:00:14  submit open low                          -> offered open to A1
at 09:00:20  busy A1                                  -> busy A1
at 09:00:30  agent A2 online capacity 1               -> online A2
at 09:00:40  break A1                                 -> break A1; returned live from A1, desk-left; offered live to A2
                                                      -> returned open from A1, desk-left
at 09:00:50  accept A2 live                           -> assigned live to A2
at 09:01:00  contact A1 mail                          -> contact mail, in-progress
at 09:01:10  ready A1                                 -> online A1; offered open to A1
at 09:01:20  accept A1 open                           -> assigned open to A1
at 09:01:30  offline A1                               -> offline A1
at 09:01:40  contact A1 open                          -> refused not-signed-in
