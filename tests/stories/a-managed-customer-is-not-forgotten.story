# domain 7.16
# A customer who has a manager keeps him, however long ago his last contact is: others are forgotten first, and at most half of the customers
# in memory may have a manager.
given customers-max 4
at 09:00:00  agent boss online tier supervisor capacity 5  -> online boss
at 09:00:00  agent A1 online capacity 9                    -> online A1
at 09:00:01  manager Ann boss                              -> customer Ann has manager boss
at 09:00:02  submit T1 low customer Bob                    -> offered T1 to A1
at 09:00:03  submit T2 low customer Cem                    -> offered T2 to A1
at 09:00:04  submit T3 low customer Dan                    -> offered T3 to A1
at 09:00:05  submit T4 low customer Eve                    -> forgot customer Bob; offered T4 to A1
at 09:00:06  submit T5 low customer Ann                    -> offered T5 to boss, chosen as dedicated-manager
at 09:00:07  manager Cem boss                              -> customer Cem has manager boss
at 09:00:08  manager Dan boss                              -> refused limit
