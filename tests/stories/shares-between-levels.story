# domain 7.6, 7.7
# One agent, high tickets without end: every tenth of his other tickets is a normal one that waits. An urgent one does not count.
at 09:00:00  agent A1 online capacity 1    -> online A1
at 09:00:01  submit H0 high                -> offered H0 to A1
at 09:00:02  accept A1 H0                  -> assigned H0 to A1
at 09:00:03  submit N1..N2 normal          -> waits N1..N2
at 09:00:04  submit H1..H9 high            -> waits H1..H9
at 09:00:05  submit U urgent               -> waits U
at 09:00:06  resolve A1 H0                 -> resolved H0 by A1; offered U to A1
at 09:00:06  accept A1 U                   -> assigned U to A1
at 09:00:06  resolve A1 U                  -> resolved U by A1; offered H1 to A1
at 09:00:07  accept A1 H1                  -> assigned H1 to A1
at 09:00:07  resolve A1 H1                 -> resolved H1 by A1; offered H2 to A1
at 09:00:08  accept A1 H2                  -> assigned H2 to A1
at 09:00:08  resolve A1 H2                 -> resolved H2 by A1; offered H3 to A1
at 09:00:09  accept A1 H3                  -> assigned H3 to A1
at 09:00:09  resolve A1 H3                 -> resolved H3 by A1; offered H4 to A1
at 09:00:10  accept A1 H4                  -> assigned H4 to A1
at 09:00:10  resolve A1 H4                 -> resolved H4 by A1; offered H5 to A1
at 09:00:11  accept A1 H5                  -> assigned H5 to A1
at 09:00:11  resolve A1 H5                 -> resolved H5 by A1; offered H6 to A1
at 09:00:12  accept A1 H6                  -> assigned H6 to A1
at 09:00:12  resolve A1 H6                 -> resolved H6 by A1; offered H7 to A1
at 09:00:13  accept A1 H7                  -> assigned H7 to A1
at 09:00:13  resolve A1 H7                 -> resolved H7 by A1; offered H8 to A1
at 09:00:14  accept A1 H8                  -> assigned H8 to A1
# Nine since the last normal one: the tenth is N1, though H9 waits.
at 09:00:14  resolve A1 H8                 -> resolved H8 by A1; offered N1 to A1
at 09:00:15  accept A1 N1                  -> assigned N1 to A1
at 09:00:15  resolve A1 N1                 -> resolved N1 by A1; offered H9 to A1
