"""Undoing what hides words from filters: «р а б о т а», «pa6oтa», «𝐫𝐚𝐛𝐨𝐭𝐚», the invisible between.

Three steps, each on the result of the one before; every step keeps where its characters came
from. Innocent habits must survive: «7б класс», «2ГИС», «Wi-Fi», «SMSка», addresses of any kind.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from moderation.detect.lookalikes import (
    AMONG_CONSONANTS,
    BY_SOUND,
    ELSEWHERE,
    FANCY,
    INVISIBLE,
    SIGNS,
    TO_LATIN,
    TO_RUSSIAN,
)
from moderation.detect.message import Span

# What needs no folding: ordinary letters, signs and emoji.
_ORDINARY = (
    r"\t\n\r -~ «»№°•а-яА-ЯёЁ\u2010-\u2027\u20a0-\u20c0\u2190-\u21ff☀-➿\U0001F300-\U0001FAFF"
)
_ODD = re.compile(rf"[^{_ORDINARY}]")
_HIDDEN = r"\u0300\u0302-\u0305\u0307\u0309-\u036f\u200b-\u200f\u2060-\u2064\u3164\ufeff"
_BREVE = "\u0306"
_GLUED = re.compile(rf"(?<![a-zа-я])[a-zа-я]+(?:[{_HIDDEN}]+[a-zа-я]+)+")
_FANCY_WORD = re.compile(
    r"[\U0001D400-\U0001D7CB\uFF21-\uFF5A\u24B6-\u24E9\u1D00-\u1D22\U0001F130-\U0001F189]{3,}"
)
_LETTER = r"[^\W\d_]"
# One sign between letters, two or three between words; or the same two or three between letters.
_SPACED = re.compile(
    rf"(?<![^\W_]){_LETTER}(?P<sign>[^\w\n])(?P=sign){{0,2}}"
    rf"{_LETTER}(?:(?P=sign){{1,3}}{_LETTER}){{2,}}(?![^\W_])"
    rf"|(?<![^\W_]){_LETTER}(?P<signs>[^\w\n]{{2,3}}){_LETTER}(?:(?P=signs){_LETTER}){{2,}}(?![^\W_])"
)
_LONE = re.compile(r"\b[^\W\d_]\b")
_FEWEST = 4  # letters that stand alone make a spaced word
_SHORT_WORDS = re.compile(r"(?:[авикосуя] ){3}[авикосуя]")  # «а я и с»
_DRAWN_OUT = 2  # «а-а-а-а», «ну-у-у-у»: that many different letters at most
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщэюя abcdefghijklmnopqrstuvwxyz"
_LINK = re.compile(r"(?:https?://|www\.|t\.me/|(?<!\w)@)\S+")
_ADDRESS = re.compile(rf"{_LINK.pattern}|[\w.+-]{{1,64}}@[\w-]{{1,64}}\.\w+")
# Signs count as letters here. Letters of one alphabet alone, most words, are passed over.
_RUN = re.compile(
    r"(?<![^\W_])(?!(?:[а-я]+|[a-z]+)(?![^\W_]|[@$]))[^\W_]+(?:[@$]+[^\W_]+)*|\$[^\W_]+"
)

_RUSSIAN = re.compile(r"[а-я]")
_LATIN = re.compile(r"[a-z]")
_NEIGHBOUR = re.compile(r"[α-ωіїјѕԁһҽ]")  # Greek, and Cyrillic that Russian does not have
_SIGN = re.compile(r"[@$01346]")
_OF_ONE_ALPHABET = re.compile(r"[а-я]+|[a-z]+")
_FOREIGN = re.compile(r"[a-z@$01346іїјѕԁһҽα-ω]")
# Kazakh, Tatar, Kyrgyz: where one of their own letters stands, «і» and «һ» are no disguise.
_TURKIC = re.compile(r"[әғқңөұүҗ]")
_TURKIC_WORD = re.compile(r"[а-яәғқңөұүҗһі]+")
_MIXED = re.compile(r"[а-яіїјѕԁһҽα-ω][a-z@$01346]|[a-z@$01346][а-яіїјѕԁһҽα-ω]|[а-я][іїјѕԁһҽα-ω]")
_BORROWED = re.compile(r"([a-z]{2,}[0-9]*)([а-я]{1,12})")  # «smsка», «vkонтакте»
_SIGNED = re.compile(r"(?=.{4})(?:\$?[а-я]+(?:[@$01346][а-я]+)+[@01346]?|\$[а-я]+|[а-я]+0)")
# What is read so only where other words are signed beyond doubt.
_PERHAPS_SIGNED = re.compile(
    r"(?=.*[@$01346])(?=.{3})[@$01346]?[а-я]+(?:[@$01346][а-я]+)*[@01346]?"
)
_BEYOND_DOUBT = 2
_LETTERS = re.compile(r"[^\W\d_]")
_SHORTEST_DISGUISE = 4
_LOST_BREAKS = re.compile(r"[а-яn]+")  # of Latin letters only the n of a lost «\\n»
_COUNTED = re.compile(r"(?:от|до|по|за|на|из|с|в|к|кв|стр|корп|пп|дом|д|г)[1346]")  # «кв1а»
_DIGIT_FIRST = re.compile(
    r"6ес[а-я]{3,}|3а(?!вгус|прел)[а-я]{4,}|0(?!руб|коп|град|тыс|мл|мм|см|кг)[а-я]{4,}"
)
_READ_BY_PLACE = re.compile(r"(?<=([бвгджзйклмнпрстфхцчшщ]))?([346])(?=([аеиоуыэюя]))?")
_SOFT = re.compile(r"(?<=[бвгджзклмнпрстфхцчшщ])b")


@dataclass(slots=True)
class Unveiled:
    """`origin[i]` is the place of `text[i]` in what was written; None: nothing moved."""

    text: str
    origin: list[int] | None = None
    disguises: list[Span] = field(default_factory=list)  # in what was written

    def span(self, begin: int, end: int) -> Span:
        if self.origin is None or begin >= end:
            return begin, end
        return self.origin[begin], self.origin[end - 1] + 1

    def keep(self, places: Sequence[int], text: str) -> None:
        """Takes `text`, whose characters stood at `places` of the text so far."""
        self.origin = [self.origin[p] for p in places] if self.origin else list(places)
        self.text = text


def unveil(raw: str, plain: str) -> Unveiled:
    """`plain` is `raw` lower-cased, place for place."""
    result = Unveiled(plain)
    if _ODD.search(raw):
        _fold(result, raw)
    if len(_LONE.findall(result.text)) >= _FEWEST and _SPACED.search(result.text):
        _join(result)
    if _FOREIGN.search(result.text) and _MIXED.search(result.text):
        _to_one_alphabet(result, raw)
    return result


def _fold(result: Unveiled, raw: str) -> None:
    """Fancy letters as plain ones, the invisible as nothing, split letters («й» in two) whole."""
    result.disguises += [m.span() for m in _GLUED.finditer(result.text)]
    result.disguises += [m.span() for m in _FANCY_WORD.finditer(raw)]
    text, last = result.text, 0
    pieces: list[str] = []
    origin: list[int] = []
    for odd in _ODD.finditer(text):
        place = odd.start()
        if last < place:
            pieces.append(text[last:place])
            origin.extend(range(last, place))
        last = place + 1
        if odd[0] == _BREVE and pieces and pieces[-1].endswith("и"):
            pieces[-1] = pieces[-1][:-1] + "й"
        elif shown := _shown(odd[0]):
            pieces.append(shown)
            origin.extend([place] * len(shown))
    pieces.append(text[last:])
    origin.extend(range(last, len(text)))
    result.keep(origin, "".join(pieces))


@lru_cache(1024)
def _shown(character: str) -> str:
    if character in FANCY:
        return FANCY[character]
    if character in INVISIBLE or unicodedata.category(character) in {"Cf", "Cc", "Mn", "Me"}:
        return ""
    folded = unicodedata.normalize("NFKC", character).lower().replace("ё", "е")
    return folded[:3]  # a few signs unfold into whole phrases


def _join(result: Unveiled) -> None:
    """«р а б о т а» as one word. The alphabet and drawn-out sounds («а-а-а-а») are no disguise."""
    text = result.text
    kept: list[int] = []
    last = 0
    for match in _SPACED.finditer(text):
        if _SHORT_WORDS.fullmatch(match.group()):
            continue
        begin, end = match.span()
        places = _letters_and_gaps(text, begin, end, match["sign"])
        word = "".join(text[place] for place in places)
        if word not in _ALPHABET and len(set(word)) > _DRAWN_OUT:
            result.disguises.append(result.span(begin, end))
        kept.extend(range(last, begin))
        kept.extend(places)
        last = end
    kept.extend(range(last, len(text)))
    result.keep(kept, "".join(map(text.__getitem__, kept)))


def _letters_and_gaps(text: str, begin: int, end: int, sign: str | None) -> list[int]:
    """Places of the letters; of a wider gap of spaces, which parts words, one place stays."""
    return [
        place
        for place in range(begin, end)
        if text[place].isalpha() or (text[place] == sign == " " == text[place - 1])
    ]


def _to_one_alphabet(result: Unveiled, raw: str) -> None:
    text = result.text
    addresses = [match.span() for match in (_ADDRESS if "@" in text else _LINK).finditer(text)]
    signed = filter(_SIGN.search, _RUN.findall(text))
    sure = sum(map(_is_signed, signed)) >= _BEYOND_DOUBT
    honest = _TURKIC_WORD if _TURKIC.search(text) else _OF_ONE_ALPHABET

    def whole(match: re.Match[str]) -> str:
        word = match.group()
        if honest.fullmatch(word) or _of_one_kind(word):
            return word
        if any(b <= match.start() < e for b, e in addresses):
            return word
        begin, end = result.span(*match.span())
        read = _read(word, raw[begin:end], sure=sure)
        if read != word and not _is_slip(word):
            result.disguises.append((begin, end))
        return read

    result.text = _RUN.sub(whole, text)


def _of_one_kind(word: str) -> bool:
    kinds = (_RUSSIAN, _LATIN, _NEIGHBOUR, _SIGN)
    return sum(kind.search(word) is not None for kind in kinds) < 2  # noqa: PLR2004  of a kind


def _is_slip(word: str) -> bool:
    """«М3», «1Тb»: the keyboard of the other alphabet. «nГде»: a line break that lost its bar."""
    short = len(_LETTERS.findall(word)) < _SHORTEST_DISGUISE
    return short or _LOST_BREAKS.fullmatch(word) is not None


def _read(word: str, written: str, *, sure: bool) -> str:
    """A word of several alphabets in the one it is meant in; the same length."""
    if _LATIN.search(word) or _NEIGHBOUR.search(word):
        return word if _is_borrowed(word, written) else _of_one_alphabet(word)
    if _is_signed(word) or (sure and _PERHAPS_SIGNED.fullmatch(word)):
        return _without_signs(word)
    return word


def _is_signed(word: str) -> bool:
    if _DIGIT_FIRST.fullmatch(word):
        return True
    return _SIGNED.fullmatch(word) is not None and not _COUNTED.match(word)


def _without_signs(word: str) -> str:
    return _READ_BY_PLACE.sub(_by_place, word.translate(SIGNS))


def _by_place(match: re.Match[str]) -> str:
    before, digit, after = match.groups()
    at_start = match.start() == 0
    if digit == "6":
        among = before is not None
    elif at_start:
        among = after is None and not match.string.startswith("4т")  # «4то»
    else:
        among = before is not None and after is None
    return (AMONG_CONSONANTS if among else ELSEWHERE)[digit]


def _is_borrowed(word: str, written: str) -> bool:
    """«SMSка», «VKонтакте»: a Latin name with a Russian ending. «PRщик» shows it by its case."""
    parts = _BORROWED.fullmatch(word)
    if parts is None:
        return False
    name, ending = parts.groups()
    if any(ord(letter) not in TO_RUSSIAN for letter in name):
        return True
    return written[: len(name)].isupper() and ending == written[len(name) :]


def _of_one_alphabet(word: str) -> str:
    russian = _without_signs(_SOFT.sub("ь", word).translate(TO_RUSSIAN))
    if not _LATIN.search(russian):
        return russian
    latin = word.translate(TO_LATIN)
    if not _RUSSIAN.search(latin):
        return latin
    if len(_RUSSIAN.findall(word)) * 2 >= len(word):
        return russian.translate(BY_SOUND)
    return word
