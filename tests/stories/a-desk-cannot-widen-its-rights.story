# domain 6.6
# A desk signs in as an agent that is on record; it can declare nobody, and nothing more of its own agent.
at 09:00:00  online stranger                            -> refused unknown-agent
at 09:00:01  agent A1 online skills refund capacity 1   -> online A1
at 09:00:02  desk-declares A1 skills refund:5 capacity 9 -> refused not-allowed
at 09:00:03  desk-declares A2 capacity 9                -> refused not-allowed
at 09:00:04  submit T1 normal refund:2                  -> waits T1
