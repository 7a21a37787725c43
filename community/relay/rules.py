"""What may be said through the bot: how much, when aloud, and nothing that tells who is writing.

The last is a courtesy to people who want to stay unknown, not a wall: whoever is set on it spells
a number out.
"""

import re
import unicodedata

from phonenumbers import (
    Leniency,
    PhoneNumberMatch,
    PhoneNumberMatcher,
    PhoneNumberType,
    number_type,
    region_code_for_number,
)

from community.relay.kinds import GivenAway

COMPLAINT_LIMIT = 2000
WORDS_LIMIT = 4096  # UTF-16 units: the most one message of a messenger holds

_DOT = r"\s*\.\s*"
_HOSTS = "|".join(
    (
        rf"[tт]{_DOT}(?:me|ме)",
        rf"telegram{_DOT}(?:me|dog)",
        rf"web{_DOT}telegram{_DOT}org",
        rf"vk{_DOT}(?:com|ru|me)",
        rf"ok{_DOT}ru",
        rf"max{_DOT}ru",
        rf"wa{_DOT}me",
        rf"whatsapp{_DOT}com",
        rf"viber{_DOT}(?:me|com)",
        rf"instagram{_DOT}com",
        rf"(?:facebook|fb){_DOT}(?:com|me)",
    )
)
# A site's bare name says nothing of anybody; what stands behind its slash does.
_PROFILE = re.compile(
    rf"(?<![\w-])(?:{_HOSTS})\s*/\s*[\w@+#]"
    rf"|(?<![\w.-])[a-z]\w{{3,31}}{_DOT}t{_DOT}me\b"
    r"|(?<!\w)(?:tg|viber|whatsapp|instagram|fb)\s*:\s*//?\s*\w",
    re.ASCII,
)
_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]+\s?@\s?(?:[\w-]+\s?\.\s?)+(?:[a-z]{2,}|рф|рус|дети|москва)(?!\w)"
)
_USERNAME = re.compile(r"@[a-z_]\w{2,}", re.ASCII)
# Digits that belong to nobody: ordinary links are full of them («…/cons_doc_LAW_8982/»), and a
# time beside a sum has as many as a telephone.
_NOBODYS = re.compile(
    r"(?<![\w.-])(?:[\w-]+\.)+[a-zа-я]{2,}[/?]\S*"
    r"|(?<!\d)\d{1,2}:\d{2}(?!\d)"
    r"|(?<!\d)(?:\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}|(?:19|20)\d{2}-\d{2}-\d{2})(?!\d)"
    r"|(?<!\d)\d{1,3}(?:\s\d{3})+\s*(?:₽|руб|р\.|тыс|млн|млрд)"
)
_BARE_DIGITS = 10  # an ИНН of an office, a passport, a number without its country
_PAPER = re.compile(
    # «№» was made «no» with the other signs.
    r"(?:инн|кпп|бик|огрн|снилс|паспорт\w*|полис\w*|сч[её]т\w*|сери\w+|\bno)(?:[\s:-]|no)*$"
)


def length_of(words: str) -> int:
    """In UTF-16 units: most emoji count as two."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


def what_gives_away(words: str) -> GivenAway | None:
    """The first sign of who is writing; None: these words may go out as they are."""
    plain = _plain(words)
    if _EMAIL.search(plain):
        return GivenAway.EMAIL
    if _PROFILE.search(plain):
        return GivenAway.PROFILE
    if _USERNAME.search(plain):
        return GivenAway.USERNAME
    return GivenAway.PHONE if _holds_telephone(plain) else None


def _plain(words: str) -> str:
    """As a reader sees it: wide letters made usual ones, without invisible signs."""
    usual = unicodedata.normalize("NFKC", words)
    return "".join(sign for sign in usual if unicodedata.category(sign) != "Cf").lower()


def _holds_telephone(words: str) -> bool:
    text = _NOBODYS.sub(" | ", words).replace("_", " ")
    # Leniency: POSSIBLE takes sums and years for numbers, STRICT_GROUPING misses «8 9 1 3 …».
    found = PhoneNumberMatcher(text, "RU", leniency=Leniency.VALID)
    return any(_is_somebodys(match, text) for match in found)


def _is_somebodys(match: PhoneNumberMatch, text: str) -> bool:
    """Not a free helpline, nor the number of a paper."""
    written, number = match.raw_string, match.number
    if number_type(number) == PhoneNumberType.TOLL_FREE:
        return False
    if sum(sign.isdigit() for sign in written) != _BARE_DIGITS or written.startswith("+"):
        return True
    # Without a country in front, ten digits that begin with 7 are an ИНН of Tomsk.
    return region_code_for_number(number) == "RU" and not _PAPER.search(text[: match.start])
