# domain 5.10
given sample multi-channel
at 09:00:00  submit T1 channel store type consultation tag fault             -> waits T1, respond by 09:15:00
at 09:00:00  submit T2 channel store type consultation tag order-exception   -> waits T2, respond by 09:15:00
