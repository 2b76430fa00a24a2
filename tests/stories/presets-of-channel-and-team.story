# domain 5.1
# The presets of the workspace, of a channel instead, and of a team instead of both: from the accept on, because only then there is a team.
given row quick respond 5m
given row quick resolve 1h
given row calm resolve 72h
given presets-of channel hotline quick
given presets-of team night calm
at 09:00:00  submit T1 high channel email           -> waits T1, respond by 09:30:00, resolve by +1d 09:00:00
at 09:00:00  submit T2 high channel hotline         -> waits T2, respond by 09:05:00, resolve by 10:00:00
at 09:00:00  agent A1 online capacity 2 team night  -> online A1
-> offered T2 to A1, respond by 09:05:00, resolve by 10:00:00; offered T1 to A1, respond by 09:30:00, resolve by +1d 09:00:00
at 09:00:10  accept A1 T2                           -> assigned T2 to A1; deadlines T2, resolve by +3d 09:00:00
at 09:00:10  accept A1 T1                           -> assigned T1 to A1; deadlines T1, resolve by +3d 09:00:00
at 11:00:00                                         -> nothing
