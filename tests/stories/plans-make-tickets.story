# domain 8.34
# Twice a year every customer who has a manager is visited by him; another plan is for one customer. Dropped, a plan makes nothing more.
at 09:00:00       agent V1 online capacity 2                               -> online V1
at 09:00:01       manager C1 V1                                            -> customer C1 has manager V1
at 09:00:02       manager C2 V1                                            -> customer C2 has manager V1
at 09:00:03       plan visits every 6 months from 10:00:00                 -> plan visits, next 10:00:00
at 09:00:04       plan check every 1 weeks from +1d 10:00:00 customer C1   -> plan check, next +1d 10:00:00
at 10:00:00                                                                -> round of visits, next +181d 10:00:00
-> made planned M1; waits M1, normal; assigned M1 to V1 by hand; round of visits, with V1
-> made planned M2; waits M2, normal; assigned M2 to V1 by hand; round of visits, with V1
at 10:01:00       resolve V1 M1                                            -> resolved M1 by V1
at 10:01:01       resolve V1 M2                                            -> resolved M2 by V1
at 10:02:00       drop-plan visits                                         -> plan visits dropped
at 10:03:00       drop-plan visits                                         -> refused unknown-plan
at +1d 10:00:00   -> made planned M3; waits M3; assigned M3 to V1 by hand; round of check, for C1, with V1, next +8d 10:00:00
at +1d 10:01:00   resolve V1 M3                                            -> resolved M3 by V1
at +8d 10:00:00   -> made planned M4; waits M4; assigned M4 to V1 by hand; round of check, for C1, with V1, next +15d 10:00:00
at +8d 10:01:00   resolve V1 M4                                            -> resolved M4 by V1
