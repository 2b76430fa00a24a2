# domain 9.1
# Whoever follows the changes hears that a customer is to be asked; his answer has three scores, yes or no, and a text.
given survey on
at 09:00:00  agent A1 online skills refund capacity 3       -> online A1
at 09:00:01  submit T1 refund                               -> offered T1 to A1
at 09:00:02  accept A1 T1                                   -> assigned T1 to A1
at 09:00:03  feedback T1 5 4 5 yes                          -> refused illegal-state, it is assigned
at 09:10:00  resolve A1 T1                                  -> resolved T1 by A1, first contact; survey for T1
at 09:20:00  feedback T1 5 4 6 yes                          -> refused bad-score, it is resolved
at 09:20:01  feedback T1 0 4 5 yes                          -> refused bad-score, it is resolved
at 09:20:02  feedback T1 5 4 5 yes says thank_you           -> feedback T1 4.7, of A1
at 09:30:00  confirm T1                                     -> closed T1
at 09:40:00  feedback T1 4 4 4 yes                          -> feedback T1 4.0, of A1, answer 2
