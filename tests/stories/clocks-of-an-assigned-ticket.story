# domain 5.22, 5.30
# Accept never stops the respond clock; the clocks speak to whoever has the ticket.
at 09:00:00  agent A1 online          -> online A1
at 09:00:00  submit T1 urgent         -> offered T1 to A1
at 09:02:00  accept A1 T1             -> assigned T1 to A1
at 09:07:30                           -> warned T1 respond 50% to A1
at 09:12:00                           -> warned T1 respond 80% to A1, supervisor
at 09:15:00                           -> overdue T1 respond to A1, supervisor
at 09:16:00  break A1                 -> break A1
at 09:22:30                           -> warned T1 respond 150% to A1, supervisor
