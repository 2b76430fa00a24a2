# domain 5.11, 5.12, 5.13, 5.14
given sample multi-channel
at 09:00:00  submit T1 normal channel store type consultation             -> waits T1, resolve by 11:00:00
at 09:00:00  submit T2 channel store type complaint                       -> waits T2; close-loop T2 armed, due +2d 09:00:00
at 09:00:00  submit T3 channel social-message type technical-support      -> waits T3, respond by 09:10:00
at 09:00:00  submit T4 channel email type technical-support               -> waits T4, respond by +1d 09:00:00
