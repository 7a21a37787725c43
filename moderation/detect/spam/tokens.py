"""A message cut into words, numbers, addresses and telling signs.

What a person retells in quotation marks, warning others of a fraud, is not theirs and is left out.
"""

import re
from collections.abc import Iterator
from itertools import chain

from moderation.detect.spam.sites import TRUSTED, host_and_path, is_within
from moderation.detect.text import Text

_LONGEST = 1000  # characters looked at of each end of a long message
_LONGEST_WORD = 24

_SIGN = "[+➕💰💵💸🤑💲📈🚀🎰🎁💎🔥✅👉❗]"
_NO_WORD = re.compile(r"[^а-яa-z \n,.!?:;()«»\"…'’—–-]|\.[a-z]")
_MORE_THAN_WORDS = re.compile(rf"[\d@$€£/]|[a-z]\.[a-z]|{_SIGN}")
_FILE = (
    r"(?:apk|exe|zip|pdf|docx?|xlsx?|jpe?g|png|txt|dat|log|csv"
    r"|py|js|md|sh|rs|go|cpp|sql|conf|json|ya?ml)\b"
)
_AMOUNT = r"\d[\d .,]{0,14}"
_TOKEN = re.compile(
    "|".join(
        f"(?P<{kind}>{pattern})"
        for kind, pattern in {
            # Most words are plain: no address can begin here, so none of the rest need be tried.
            "plain": r"[а-я]+(?![\w@.+\-])",
            "invite": r"(?:https?://)?(?:t\.me|telegram\.me)/(?:\+|joinchat/)[\w\-]+",
            "channel": r"(?:https?://)?(?:t\.me|telegram\.me)/[^\s)»,]+",
            "mail": r"[\w.+\-]{1,64}@[\w\-]{1,64}\.[\w.\-]{2,64}",
            "url": r"https?://\S+|www\.\S+"
            r"|(?<![\w.])(?:[a-z0-9][a-z0-9\-]{0,62}\.){1,4}"
            rf"(?!{_FILE})[a-z]{{2,12}}\b(?:/\S*)?",
            "nick": r"@\w{3,40}",
            "phone": r"(?<!\d)(?:\+\d{1,3}|8)[\s(\-]{0,2}\d{3}[\s)\-]{0,2}"
            r"\d{3}[\s\-]?\d\d[\s\-]?\d\d(?!\d)",
            "card": r"(?<!\d)\d{4}(?:[ \-]?\d{4}){3}(?!\d)",
            "share": r"\d{1,4}(?:[.,]\d{1,3})?\s?(?:%|процент\w{0,4})",
            "dollars": rf"[$€£]\s?{_AMOUNT}[kкmм]?\b"
            rf"|{_AMOUNT}\s?(?:[$€£]|usdt?\b|доллар\w{{0,3}}|бакс\w{{0,3}}|евро\b)",
            "roubles": rf"{_AMOUNT}\s?(?:к\b|k\b|тыс\w{{0,4}}\b|т\.?\s?р\b|₽|р\b|руб\w{{0,4}}\b)",
            "time": r"\d{1,2}:\d\d",
            "number": rf"{_AMOUNT}(?<=\d)",
            "word": r"[^\W\d_]+",
            "sign": _SIGN,
        }.items()
    )
)
_WORDS = frozenset({"plain", "word"})
_ADDRESSES = frozenset({"invite", "channel", "mail", "url", "nick"})
_NAME_IN_ADDRESS = re.compile(r"[^\W\d_]{2,}")
# Several words; one word is a name, or what the reader is told to write.
_QUOTED = re.compile(r"[«\"“](?=[^«»\"“”\s]{1,30}\s)[^«»\"“”]{12,1000}[»\"”]")
_OWN_ENOUGH = 20  # characters besides the quotation that make it a retelling


Token = tuple[str, str]
"""A name, and what was written: the word, its kind (`#nick`), or part of an address (`@shop`).

Such a part has nothing written. Plain, as every word of every message becomes one.
"""


def tokens(text: Text, trusted: frozenset[str] = TRUSTED) -> list[Token]:
    """Addresses of trusted sites are one kind, whatever their names are made of."""
    if _is_words_alone(text.clean):
        return [(piece[:_LONGEST_WORD], piece) for piece in text.said if piece[0].isalnum()]
    return [token for token, _ in placed_tokens(text, trusted)]


def placed_tokens(
    text: Text, trusted: frozenset[str] = TRUSTED
) -> Iterator[tuple[Token, re.Match[str]]]:
    """Each with its place in the clean text; parts of an address have that of the address."""
    clean = own_words(text.clean)
    if len(clean) <= 2 * _LONGEST:
        return _placed(clean, 0, len(clean), trusted)
    ends = (0, _LONGEST), (len(clean) - _LONGEST, len(clean))
    return chain.from_iterable(_placed(clean, *end, trusted) for end in ends)


def _is_words_alone(clean: str) -> bool:
    if len(clean) > 2 * _LONGEST or _QUOTED.search(clean):
        return False
    return not (_NO_WORD.search(clean) and _MORE_THAN_WORDS.search(clean))


def own_words(clean: str) -> str:
    """Without what is quoted, place for place, when more is said around it."""
    if not _QUOTED.search(clean):
        return clean
    own = _QUOTED.sub(lambda match: " " * len(match.group()), clean)
    return own if len(own.replace(" ", "")) >= _OWN_ENOUGH else clean


def _placed(
    clean: str, first: int, after: int, trusted: frozenset[str]
) -> Iterator[tuple[Token, re.Match[str]]]:
    for match in _TOKEN.finditer(clean, first, after):
        kind, written = match.lastgroup, match[0]
        if kind in _WORDS:
            yield (written[:_LONGEST_WORD], written), match
        elif kind == "sign":
            yield (f"#{written}", written), match
        elif kind == "number":
            yield (f"#{sum(map(str.isdigit, written))}", written), match
        elif kind == "url" and is_within(host_and_path(written)[0], trusted):
            yield ("#trusted", written), match
        else:
            yield (f"#{kind}", written), match
            if kind in _ADDRESSES:
                for part in _NAME_IN_ADDRESS.findall(written):
                    yield (f"@{part[:_LONGEST_WORD]}", ""), match
