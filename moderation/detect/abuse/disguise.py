"""Rude words written so that a filter misses them, and read by people all the same.

`Text` undoes mixed alphabets and s p a c i n g of long words; here is what needs to know the words
themselves: signs for letters («п*здец», «х..й»), short words taken apart («б л я», «пи здец») and
stretched letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from moderation.detect.abuse.notation import classes
from moderation.detect.abuse.roots import root_of
from moderation.detect.text import Text

MASKED_AT_MOST = 24  # in one message; whoever needs more is caught by the first ones

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_SIGN = r"[*@#$%&•…~^+=?!|]"
_JOINT = r"[._'’`\-]"  # stands between the letters of decent words as well
_MASKED = re.compile(
    rf"(?<![\w*@#/.:\-])(?=[а-я]{{1,12}}(?:{_SIGN}[а-я*@#$%&]|\.\.+[а-я]|{_JOINT}[а-я])|(?:бл|ху|наху|поху|сук|еба|пизд|пиз)\*)"
    rf"[а-я](?:[а-я]|{_SIGN}|\.{{2,4}}(?=[а-я])|{_JOINT}(?=[а-я])){{1,24}}"
)
# Nothing is masked where no sign stands before a letter or another sign: most messages.
_MAY_BE_MASKED = re.compile(rf"(?:{_SIGN}|{_JOINT})[а-я*@#$%&.]|\*")
_SHORT = frozenset({"хуй", "хуя", "хуе", "хую", "бля"})
_NOT_LETTERS = re.compile(r"[^а-я]+")
_ONE_SIGN = re.compile(rf"[а-я]+{_SIGN}[а-я]*")
_ONE_DASH = re.compile(r"(?:на|по|ни|до|за)?(?:х[_-][йяюен]|п[_-]зд|бл[_-][дт]|с[_-]ка)[а-я]*")
_BARE = {"х": re.compile(rf"х{_SIGN}{{2,3}}"), "е": re.compile(rf"е{_SIGN}{{2,4}}")}
_BARE_WORDS = {"х": "хуй", "е": "ебать"}
_APART = re.compile(
    r"(?<!\w)(?:"
    r"(?:на ?|по ?|ни ?|до ?|о ?|от ?)?х ?у ?[йяею][а-я]{0,5}"
    r"|п ?и ?з ?д[а-я]{0,6}"
    r"|б ?л ?я(?: ?[дт] ?ь?)?"
    r"|бл ?[дт]ь|(?:с у ?к ?|с ?у к)[аиуе]"
    r"|(?:за ?|на ?|вы ?|у ?)?е ?б ?а ?(?:л ?[аио]?|т ?ь|н ?[а-я]{1,5})"
    r")(?!\w)"
)
_STRETCHED = re.compile(r"(.)\1{2,}")
_ALL_DOUBLED = re.compile(r"(?:(.)\1){3,}")
_DOUBLED = re.compile(r"(.)\1")


@dataclass(frozen=True, slots=True)
class Unmasked:
    """A word that was hidden, and where it stands in what was written."""

    word: str
    begin: int
    end: int


def unmask(text: Text) -> list[Unmasked]:
    """What hides behind signs or gaps, in order of place."""
    found = [*_behind_signs(text), *_taken_apart(text)]
    return sorted(found, key=lambda one: one.begin)


def unstretched(word: str) -> str:
    """«сууука» as «сука»; a doubled letter is left, most are spelling."""
    if _ALL_DOUBLED.search(word):
        return _DOUBLED.sub(r"\1", word)
    return _STRETCHED.sub(r"\1", word)


def squeezed(word: str) -> str | None:
    """The word with every doubled letter single, if it has any."""
    return _DOUBLED.sub(r"\1", word) if _DOUBLED.search(word) else None


def _behind_signs(text: Text) -> Iterator[Unmasked]:
    if not _MAY_BE_MASKED.search(text.plain):
        return
    for count, match in enumerate(_MASKED.finditer(text.plain)):
        if count == MASKED_AT_MOST:
            return
        word = _guess(match.group())
        if word is None or (_mostly_hidden(match.group()) and text.raw[match.start()].isupper()):
            continue  # «К***» is how people shield a child's name
        yield Unmasked(word, *match.span())


def _taken_apart(text: Text) -> Iterator[Unmasked]:
    for match in _APART.finditer(text.clean):
        pieces = match.group().split()
        if len(pieces) > 1 and root_of("".join(pieces)) and not any(map(root_of, pieces)):
            yield Unmasked("".join(pieces), *text.span(*match.span()))


def _mostly_hidden(masked: str) -> bool:
    return len(_NOT_LETTERS.sub("", masked)) * 2 <= len(masked)


@lru_cache(maxsize=2048)
def _guess(masked: str) -> str | None:
    """The rude word that fits, if one does."""
    if root_of(letters := _NOT_LETTERS.sub("", masked)):
        return letters
    if (bare := _BARE.get(masked[0])) and bare.fullmatch(masked):
        return _BARE_WORDS[masked[0]]
    if len(letters) == 1:
        return None
    if _ONE_SIGN.fullmatch(masked) or _ONE_DASH.fullmatch(masked):
        return next(filter(_is_rude, _one_letter_put_in(masked)), None)
    fitting = (word for word in _hidden(masked[0]) if _fits(masked, word))
    return next((word.removesuffix("*") for word in fitting), None)


def _one_letter_put_in(masked: str) -> Iterator[str]:
    head, tail = _NOT_LETTERS.split(masked)
    return (f"{head}{letter}{tail}" for letter in _LETTERS)


def _is_rude(word: str) -> bool:
    if word in _insults():
        return True
    return root_of(word) is not None and (len(word) > 3 or word in _SHORT)  # noqa: PLR2004


@cache
def _insults() -> frozenset[str]:
    return frozenset().union(*classes("names").values())


@cache
def _hidden(first: str) -> tuple[str, ...]:
    """What people hide behind several signs, by the letter they leave in front."""
    return tuple(sorted(word for word in classes("hidden")["hidden"] if word[0] == first))


def _fits(masked: str, word: str) -> bool:
    """Whether the letters left open stand in the word in this order, signs between them.

    One sign is one letter; several are as many or a few more. A word with a star may go on.
    """
    if not masked:
        return word in ("", "*")
    if word == "*":
        return True
    if masked[0] in _LETTERS:
        return masked[0] == word[:1] and _fits(masked[1:], word[1:])
    rest = masked.lstrip("*@#$%&•…~^+=?!|._'’`-")
    signs = len(masked) - len(rest)
    spans = range(1, signs + 4) if signs > 1 else (1,)
    return any(
        len(word) >= taken and "*" not in word[:taken] and _fits(rest, word[taken:])
        for taken in spans
    ) or ("*" in word[: signs + 1])
