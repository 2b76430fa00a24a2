# domain 7.6, 7.7
# One agent, high tickets without end: every twentieth of his tickets is a low one that waits.
at 09:00:00  agent A1 online capacity 1    -> online A1
at 09:00:01  submit H0 high                -> offered H0 to A1
at 09:00:02  accept A1 H0                  -> assigned H0 to A1
at 09:00:03  submit L1..L2 low             -> waits L1..L2
at 09:00:04  submit H1..H20 high           -> waits H1..H20
at 09:01:00  resolve A1 H0                 -> resolved H0 by A1; offered H1 to A1
at 09:01:00  accept A1 H1                  -> assigned H1 to A1
at 09:01:01  resolve A1 H1                 -> resolved H1 by A1; offered H2 to A1
at 09:01:01  accept A1 H2                  -> assigned H2 to A1
at 09:01:02  resolve A1 H2                 -> resolved H2 by A1; offered H3 to A1
at 09:01:02  accept A1 H3                  -> assigned H3 to A1
at 09:01:03  resolve A1 H3                 -> resolved H3 by A1; offered H4 to A1
at 09:01:03  accept A1 H4                  -> assigned H4 to A1
at 09:01:04  resolve A1 H4                 -> resolved H4 by A1; offered H5 to A1
at 09:01:04  accept A1 H5                  -> assigned H5 to A1
at 09:01:05  resolve A1 H5                 -> resolved H5 by A1; offered H6 to A1
at 09:01:05  accept A1 H6                  -> assigned H6 to A1
at 09:01:06  resolve A1 H6                 -> resolved H6 by A1; offered H7 to A1
at 09:01:06  accept A1 H7                  -> assigned H7 to A1
at 09:01:07  resolve A1 H7                 -> resolved H7 by A1; offered H8 to A1
at 09:01:07  accept A1 H8                  -> assigned H8 to A1
at 09:01:08  resolve A1 H8                 -> resolved H8 by A1; offered H9 to A1
at 09:01:08  accept A1 H9                  -> assigned H9 to A1
at 09:01:09  resolve A1 H9                 -> resolved H9 by A1; offered H10 to A1
at 09:01:09  accept A1 H10                  -> assigned H10 to A1
at 09:01:10  resolve A1 H10                 -> resolved H10 by A1; offered H11 to A1
at 09:01:10  accept A1 H11                  -> assigned H11 to A1
at 09:01:11  resolve A1 H11                 -> resolved H11 by A1; offered H12 to A1
at 09:01:11  accept A1 H12                  -> assigned H12 to A1
at 09:01:12  resolve A1 H12                 -> resolved H12 by A1; offered H13 to A1
at 09:01:12  accept A1 H13                  -> assigned H13 to A1
at 09:01:13  resolve A1 H13                 -> resolved H13 by A1; offered H14 to A1
at 09:01:13  accept A1 H14                  -> assigned H14 to A1
at 09:01:14  resolve A1 H14                 -> resolved H14 by A1; offered H15 to A1
at 09:01:14  accept A1 H15                  -> assigned H15 to A1
at 09:01:15  resolve A1 H15                 -> resolved H15 by A1; offered H16 to A1
at 09:01:15  accept A1 H16                  -> assigned H16 to A1
at 09:01:16  resolve A1 H16                 -> resolved H16 by A1; offered H17 to A1
at 09:01:16  accept A1 H17                  -> assigned H17 to A1
at 09:01:17  resolve A1 H17                 -> resolved H17 by A1; offered H18 to A1
at 09:01:17  accept A1 H18                  -> assigned H18 to A1
# Nineteen since the last low one: the twentieth is L1, though H19 waits.
at 09:01:18  resolve A1 H18                -> resolved H18 by A1; offered L1 to A1
at 09:01:18  accept A1 L1                  -> assigned L1 to A1
at 09:01:19  resolve A1 L1                 -> resolved L1 by A1; offered H19 to A1
