"""Why something was noticed, as a person reads it."""

from collections.abc import Iterable

from bot.texts import Texts
from moderation.wording import SENTENCES, in_words


def reasons_in_words(codes: Iterable[str], texts: Texts) -> str:
    """«телефон; имя и дата рождения»; codes that have no words (any more) are passed over."""
    known = {reason.value: reason for reason in SENTENCES}
    words = [in_words(known[code], texts.language) for code in codes if code in known]
    return "; ".join(dict.fromkeys(words))
