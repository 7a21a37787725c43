"""Why the detector says what it says: codes to store, and the same in words for people."""

from enum import StrEnum


class Reason(StrEnum):
    """`question.sign`. The words for it stand in `moderation/locales`."""

    SPAM_WORDING = "spam.wording"
    SPAM_DISGUISE = "spam.disguise"
    SPAM_LINK = "spam.link"
    SPAM_HIDDEN_LINK = "spam.hidden_link"
    SPAM_REPEATED = "spam.repeated"
    SPAM_FORWARDED_AD = "spam.forwarded_ad"
    SPAM_LURE = "spam.lure"
    SPAM_LEARNED = "spam.learned"
