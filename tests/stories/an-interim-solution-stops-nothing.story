# domain 5.15, 5.23, 5.26
# Neither a promise nor an interim solution stops resolve or the statutory clock; the solution put to the customer stops the statutory one.
given row extra statutory 8h
given active extra
at 09:00:00  agent A1 online tier senior                  -> online A1
at 09:00:00  submit T1 urgent                             -> waits T1; statutory T1 armed, due 17:00:00; offered T1 to A1, resolve by 13:00:00
at 09:00:10  accept A1 T1                                 -> assigned T1 to A1
at 09:00:20  write A1 T1                                  -> answer T1, first response, in-progress
at 09:01:00  promise A1 T1 11:00:00                       -> refused missing-field, it is in-progress
at 09:02:00  promise A1 T1 11:00:00 interim workaround    -> promised T1, by 11:00:00; promise T1 armed, due 11:00:00
at 10:01:00                                               -> warned T1 promise 50% to A1
at 10:36:24                                               -> warned T1 promise 80% to A1, supervisor
at 11:00:00                                               -> warned T1 resolve 50% to A1; overdue T1 promise to A1, supervisor
at 11:30:00  promise A1 T1 12:30:00 interim workaround    -> promised T1, by 12:30:00; promise T1 restarted, due 12:30:00
at 11:31:00  write A1 T1 solution                         -> solution T1, in-progress; promise T1 stopped; statutory T1 stopped
at 11:59:59                                               -> nothing
at 12:10:00  resolve A1 T1                                -> resolved T1 by A1
at 20:00:00                                               -> nothing
