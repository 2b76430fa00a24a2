# A name in use stays: rules without it are refused as a whole and say who uses it. What was undone comes back as a new version.
at 09:00:00  agent A1 online skills refund    -> online A1
at 09:00:01  submit T1 low refund             -> offered T1 to A1
at 09:00:02  drop skill refund                -> refused names-in-use, skill refund by 1 tickets 1 agents
at 09:00:03  try-drop region north
at 09:00:04  drop region north                -> rules version 2; moved 1
at 09:00:05  list-rules                       -> rules listed, version 2 applied at 09:00:04 by data administrator
at 09:00:06  undo-rules                       -> rules version 3, restored 1; moved 1
at 09:00:07  submit T2 low region north       -> waits T2
at 09:00:08  undo-rules 2                     -> refused names-in-use, region north by 1 tickets 0 agents
at 09:00:09  undo-rules 7                     -> refused other-rules
