# domain 5.16, 5.17, 5.18
# The Spring Festival of 2026: closed from Sunday the 15th of February to Monday the 23rd; the Saturdays before and after are worked.
given sample standard
at +39d 08:00:00  submit T1 low type consultation   -> waits T1, respond by +40d 08:00:00, resolve by +51d 08:00:00
