# domain 7.8
# It stays one level higher when it comes back to the pool, and moves up only once.
at 09:00:00  submit L low                     -> waits L, respond by +1d 09:00:00
at 09:00:00  submit N normal                  -> waits N
at 10:00:00                                   -> warned N respond 50%; alert nobody-on-duty N to supervisor
at 10:36:00                                   -> warned N respond 80% to supervisor
at 11:00:00                                   -> overdue N respond to supervisor, ordered as high
at 12:00:00                                   -> warned N respond 150% to supervisor
at 21:00:00                                   -> warned L respond 50%; alert nobody-on-duty L to supervisor
at +1d 04:12:00                               -> warned L respond 80% to supervisor
at +1d 09:00:00                               -> overdue L respond to supervisor, ordered as normal
at +1d 10:00:00  agent A1 online              -> online A1; offered N to A1
at +1d 10:01:00  submit M normal              -> waits M
at +1d 10:02:00  decline A1 N                 -> returned N from A1, declined; offered L to A1
