# domain 5.7
# The presets are alternatives: a social-media desk works by its own.
given sample social-desk
at 09:00:00  submit T1 urgent          -> waits T1, respond by 10:00:00, resolve by 13:00:00
at 09:00:00  submit T2 high            -> waits T2, respond by 13:00:00, resolve by +1d 09:00:00
at 09:00:00  submit T3 normal          -> waits T3, respond by +1d 09:00:00, resolve by +3d 09:00:00
at 09:00:00  submit T4 low             -> waits T4, respond by +1d 09:00:00, resolve by +3d 09:00:00
