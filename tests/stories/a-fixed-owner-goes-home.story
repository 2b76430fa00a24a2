# domain 4.14, 7.41
# A ticket stays with its owner while he works; when his shift ends, a live one is for somebody else.
given rules shipped
given review none
given calendar day 09:00:00-17:00:00
given shift-end 0
at 16:58:00  agent S1 online tier regular capacity 2 shift day             -> online S1
at 16:58:01  submit T1 type complaint channel hotline                      -> waits T1, high, owner fixed; statutory T1 armed; offered T1 to S1; alert complaint-received T1 to supervisor
at 16:58:02  accept S1 T1                                                  -> assigned T1 to S1
at 16:58:03  agent S2 online tier regular capacity 2                       -> online S2
at 17:00:00                                                                -> shift over for S1; returned T1 from S1, shift-ended; offered T1 to S2
