# domain 14.1, 14.2
# Unmasked only for who may and asks: the assignee, its front end, the supervisors of its team. Each look is a change, before anything is shown.
at 09:00:00  agent chen declared
at 09:00:01  agent wang declared
at 09:00:02  agent zhou declared
at 09:00:03  agent A1 online capacity 2 team day supervisor chen duty wang -> online A1
at 09:00:04  submit T1 normal                         -> offered T1 to A1
at 09:00:05  look T1 as A1                            -> refused not-yours, it is offered
at 09:00:06  look T1 as front-end                     -> looked at T1 by front end, front-end
at 09:00:07  accept A1 T1                             -> assigned T1 to A1
at 09:00:08  look T1 as A1                            -> looked at T1 by A1, desk-gateway
at 09:00:09  look T1 as supervisor chen               -> looked at T1 by chen, supervisor
at 09:00:10  look T1 as supervisor wang               -> looked at T1 by wang
at 09:00:11  look T1 as supervisor zhou               -> refused other-team
at 09:00:12  look T1 as front-end kiosk               -> refused not-yours
at 09:00:13  look T1 as data-admin                    -> refused not-allowed
at 09:00:14  look T1 as operator                      -> refused not-allowed
at 09:00:15  resolve A1 T1                            -> resolved T1 by A1
at 09:00:16  look T1 as A1                            -> looked at T1 by A1
