# domain 5.8
given sample social-workflow
at 09:00:00  submit T1 channel social-message    -> waits T1, respond by 10:00:00
at 09:00:00  submit T2 channel social-comment    -> waits T2, respond by 10:00:00
at 09:00:00  submit T3 channel social-post       -> waits T3
