# domain 4.17, 7.27
# Who is a bot, and what is a live channel, do not change by waiting: an urgent ticket and a complaint never go to a bot.
given open-rungs 1
given relaxation shipped
at 09:00:00  agent bot online tier bot capacity 9                -> online bot
at 09:00:00  agent mail online tier senior channels email capacity 9 -> online mail
at 09:00:00  submit C normal type complaint channel hotline      -> waits C
at 09:10:00                                                      -> relaxed C in ladder
at 10:00:00                                                      -> warned C respond 50%; alert nobody-on-duty C to supervisor
at 10:36:00                                                      -> warned C respond 80% to supervisor
at 10:40:00  agent new online tier new capacity 9                -> online new; offered C to new
