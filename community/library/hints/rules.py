"""How often moderators are told of an article: pure."""

from datetime import timedelta

MOST_A_DAY = 5  # in one chat
SAME_ARTICLE = timedelta(days=7)  # until it is suggested there again
AFTER_NO = timedelta(days=30)  # where somebody said that it is not needed
KEPT_FOR = timedelta(days=60)
