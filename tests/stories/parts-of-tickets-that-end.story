# domain 8.33
# Merged, a ticket leaves its open parts to the one that goes on; cancelled, it ends them.
at 09:00:00  agent A1 online capacity 2                 -> online A1
at 09:00:01  submit T1..T2 high                         -> offered T1..T2 to A1
at 09:00:05  accept A1 T1                               -> assigned T1 to A1
at 09:00:06  accept A1 T2                               -> assigned T2 to A1
at 09:01:00  part A1 T1 logistics                       -> part T1/1 asked of logistics; alert part-asked T1
at 09:01:01  part A1 T2 logistics                       -> part T2/1 asked of logistics; alert part-asked T2
at 09:02:00  merge T1 into T2                           -> part T2/2 was T1/1; merged T1 into T2, from A1
at 09:03:00  end-part supervisor T2 2 here              -> part T2/2 done, here; alert part-ended T2 to A1
at 09:04:00  cancel T2                                  -> part T2/1 dropped, not wanted any more, with its ticket; cancelled T2, from A1
