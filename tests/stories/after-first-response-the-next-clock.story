# domain 7.3, 7.2
# Answered, a ticket that comes back is ordered by whichever of its clocks falls due next, here that of the next message to its customer;
# while it waits that stands.
given row extra update 1h
given active extra
given supervisor-percent 1000
at 09:00:00  agent A1 online capacity 2                  -> online A1
at 09:00:00  submit T1 high channel hotline              -> offered T1 to A1, resolve by +1d 09:00:00
at 09:00:10  accept A1 T1                                -> assigned T1 to A1
at 09:00:20  contact A1 T1                               -> contact T1; update T1 armed, due 10:00:20
at 09:01:00  break A1                                    -> break A1; returned T1 from A1, desk-left
at 09:30:20                                              -> warned T1 update 50%; alert nobody-on-duty T1 to supervisor
at 09:40:00  submit T2 high                              -> waits T2, respond by 10:10:00
at 09:41:00  agent A2 online                             -> online A2; offered T1 to A2
