# domain 8.38
# Everything is archived with its full history, found by number, customer, order and date; and kept for a time.
given sample statutory
given archive-kept 30d
given close-silence 1d
given stale-after 0s
at 09:00:00      agent A1 online skills refund tier regular capacity 9                -> online A1
at 09:00:01      submit T1 refund channel email type inquiry customer Ann order o1            -> offered T1 to A1
at 09:00:02      accept A1 T1                                                         -> assigned T1 to A1
at 09:00:03      submit T2 refund channel email type suggestion customer Ann order o2         -> offered T2 to A1
at 09:00:04      accept A1 T2                                                         -> assigned T2 to A1
at 09:00:05      submit T3 refund channel email type inquiry customer Bob order o2            -> offered T3 to A1
at 09:00:06      accept A1 T3                                                         -> assigned T3 to A1
at 09:30:00      resolve A1 T1                                                        -> resolved T1 by A1, first contact
at 10:00:00      find customer Ann                                                    -> found T2, assigned, whole history; found T1, resolved, whole history
at 10:00:01      find order o2                                                        -> found T3, assigned; found T2, assigned
at 10:00:02      find number T1                                                       -> found T1, resolved, whole history
at 10:00:03      find from 09:00:02 to 09:00:05                                       -> found T2, assigned
at +1d 09:30:00                                                                       -> closed-unconfirmed T1
at +20d 10:00:00 find customer Ann                                                    -> found T2, whole history; found T1, closed-unconfirmed, whole history
at +40d 10:00:00 message T2                                                           -> message T2
at +40d 10:00:01 find customer Ann                                                    -> found T2, whole history
at +40d 10:00:02 find number T1                                                       -> found nothing
