# domain 7.5, 7.7
# A freed agent takes the most urgent level first, whatever came earlier.
at 09:00:00  agent A1 online capacity 1    -> online A1
at 09:00:01  submit T0 low                 -> offered T0 to A1
at 09:00:02  accept A1 T0                  -> assigned T0 to A1
at 09:00:03  submit L low                  -> waits L
at 09:00:04  submit N normal               -> waits N
at 09:00:05  submit H high                 -> waits H
at 09:00:06  submit U urgent               -> waits U
at 09:01:00  resolve A1 T0                 -> resolved T0 by A1; offered U to A1, chosen as freed-agent
at 09:01:10  accept A1 U                   -> assigned U to A1
at 09:02:00  resolve A1 U                  -> resolved U by A1; offered H to A1
at 09:02:10  accept A1 H                   -> assigned H to A1
at 09:03:00  resolve A1 H                  -> resolved H by A1; offered N to A1
at 09:03:10  accept A1 N                   -> assigned N to A1
at 09:04:00  resolve A1 N                  -> resolved N by A1; offered L to A1
