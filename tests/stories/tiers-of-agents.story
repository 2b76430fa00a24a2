# domain 6.2
# The tiers of agents: bot, new (interns are new), regular, senior, expert, supervisor. The ladder of a level names them; one that no ladder
# names gets only what is given to him by hand.
given open-rungs 1
at 09:00:00  agent boss online tier supervisor capacity 5   -> online boss
at 09:00:01  agent robot online tier bot capacity 1         -> online robot
at 09:00:02  agent intern online tier new capacity 1        -> online intern
at 09:00:03  agent plain online tier regular capacity 1     -> online plain
at 09:00:04  agent old online tier senior capacity 1        -> online old
at 09:00:05  agent wise online tier expert capacity 1       -> online wise
at 09:01:00  submit N1 normal                               -> offered N1 to robot
at 09:01:01  submit N2 normal                               -> offered N2 to intern
at 09:01:02  submit N3 normal                               -> offered N3 to plain
at 09:01:03  submit U1 urgent                               -> offered U1 to old
at 09:01:04  submit U2 urgent                               -> offered U2 to wise
at 09:01:05  submit U3 urgent                               -> waits U3
at 09:01:06  assign U3 to boss                              -> assigned U3 to boss by hand
