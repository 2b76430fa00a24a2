# domain 5.18, 5.19
# Social channels are served from 09:00 to 21:00 (in Shanghai: 01:00 to 13:00 here); what comes at night counts from the opening.
given sample multi-channel
at 20:00:00      submit T1 channel social-message type technical-support   -> waits T1, respond by +1d 01:10:00
at 20:00:00      submit T2 channel email type technical-support            -> waits T2, respond by +1d 20:00:00
