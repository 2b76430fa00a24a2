# domain 5.32, 5.33, 5.34, 7.8
# Raised by the machine a ticket is ordered, and open to agents, as one level higher, but never as urgent: a high one stays where it is.
# Each clock escalates in its own time.
given escalation 1
given supervisor-percent 1000
at 09:00:00  agent A1 declared tier expert
at 09:00:00  submit H high                          -> waits H, high, respond by 09:30:00
at 09:15:00                                         -> warned H respond 50%; alert nobody-on-duty H to supervisor
at 09:24:00                                         -> warned H respond 80%
at 09:30:00                                         -> overdue H respond
at 09:45:00                                         -> warned H respond 150%; escalated H, ordered as high
