# domain 10.8
# What nobody has reviewed for a month is told once; a review begins the month anew.
given article-review 30d
at 09:00:00      article refund customer                    -> article 1 version 1
at 09:00:01      article recall internal                    -> article 2 version 1
at +20d 09:00:00 reviewed 1                                 -> reviewed article 1
at +30d 09:00:01                                            -> alert article-stale 2
at +49d 09:00:00                                            -> nothing
at +50d 09:00:00                                            -> alert article-stale 1
at +51d 09:00:00 reviewed 2                                 -> reviewed article 2
at +81d 09:00:00                                            -> alert article-stale 2
