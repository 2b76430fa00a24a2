# domain 7.5, 7.34
# The place that a decline frees belongs to the most urgent ticket that waits for it, not to the one just declined.
at 09:00:00  agent A1 online                  -> online A1
at 09:00:10  submit T1 low                    -> offered T1 to A1
at 09:00:20  submit U urgent                  -> waits U
at 09:00:30  decline A1 T1                    -> returned T1 from A1, declined; offered U to A1
at 09:00:40  accept A1 U                      -> assigned U to A1
