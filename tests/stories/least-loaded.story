# domain 7.20
# Load is relative to capacity: two of four is less than two of three; equal loads go to the one idle longest, then the cheaper, then
# the one declared first.
at 09:00:00  agent big online capacity 4                 -> online big
at 09:00:01  agent small online capacity 3               -> online small
at 09:01:00  submit T1 low                               -> offered T1 to big
at 09:01:01  submit T2 low                               -> offered T2 to small
# big 1/4, small 1/3
at 09:01:02  submit T3 low                               -> offered T3 to big
# big 2/4, small 1/3
at 09:01:03  submit T4 low                               -> offered T4 to small
# big 2/4, small 2/3
at 09:01:04  submit T5 low                               -> offered T5 to big
# big 3/4, small 2/3
at 09:01:05  submit T6 low                               -> offered T6 to small
