# domain 14.3, 14.4
# A front end has its own tickets, an agent his; what is a supervisor's is refused to them; operators and data administrators see nobody's data.
at 09:00:00  agent A1 online capacity 1               -> online A1
at 09:00:01  submit T1 normal                         -> offered T1 to A1
at 09:00:02  agent A2 online capacity 1               -> online A2
at 09:00:03  contact A2 T1                            -> refused not-yours
at 09:00:04  resolve A2 T1                            -> refused not-yours
at 09:00:05  look T1 as A2                            -> refused not-yours
at 09:00:06  look T1 as front-end kiosk               -> refused not-yours
at 09:00:07  desk-declares A1 capacity 9              -> refused not-allowed
at 09:00:08  look T1 as data-admin                    -> refused not-allowed
at 09:00:09  look T1 as operator                      -> refused not-allowed
