"""Undoing what hides words from filters: «р а б о т а», «pa6oтa», «𝐫𝐚𝐛𝐨𝐭𝐚», the invisible between.

Three steps, each on the result of the one before; every step keeps where its characters came
from. Innocent habits must survive: «7б класс», «2ГИС», «Wi-Fi», «SMSка», addresses of any kind.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from moderation.detect.lookalikes import BY_SOUND, FANCY, INVISIBLE, SIGNS, TO_LATIN, TO_RUSSIAN
from moderation.detect.message import Span

# What needs no folding: ordinary letters, signs and emoji.
_ORDINARY = re.compile(
    r"[\t\n\r -~ «»№°•а-яА-ЯёЁ\u2010-\u2027\u20a0-\u20c0\u2190-\u21ff☀-➿\U0001F300-\U0001FAFF]*"
)
_HIDDEN = r"\u0300\u0302-\u0305\u0307\u0309-\u036f\u200b-\u200f\u2060-\u2064\u3164\ufeff"
_GLUED = re.compile(rf"(?<![a-zа-я])[a-zа-я]+(?:[{_HIDDEN}]+[a-zа-я]+)+")
_FANCY_WORD = re.compile(
    r"[\U0001D400-\U0001D7CB\uFF21-\uFF5A\u24B6-\u24E9\u1D00-\u1D22\U0001F130-\U0001F189]{3,}"
)
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_]([^\w\n]{1,3})[^\W\d_](?:\1[^\W\d_]){2,}(?![^\W_])")
_DRAWN_OUT = 2  # «а-а-а-а», «ну-у-у-у»: that many different letters at most
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщэюя abcdefghijklmnopqrstuvwxyz"
_ADDRESS = re.compile(r"(?:https?://|www\.|t\.me/|(?<!\w)@)\S+|[\w.+-]{1,64}@[\w-]{1,64}\.\w+")
_RUN = re.compile(r"[^\W_]+(?:[@$]+[^\W_]+)*|\$[^\W_]+")

_RUSSIAN = re.compile(r"[а-я]")
_FOREIGN = re.compile(r"[a-zα-ωіїјѕԁһҽ]")
_SIGN = re.compile(r"[@$03461]")
_BORROWED = re.compile(r"([a-z]{2,}[0-9]*)([а-я]{1,12})")  # «smsка», «vkонтакте»
_SIGNED = re.compile(r"(?=.{4})(?:\$?[а-я]+(?:[@$03461][а-я]+)+[@0]?|\$[а-я]+|[а-я]+0)")
_COUNTED = re.compile(r"(?:от|до|по|за|на|из|с|в|к|кв|стр|корп|пп|дом|д|г)[1346]")  # «кв1а»
_DIGIT_FIRST = re.compile(r"6ес[а-я]{3,}|3а(?!вгус|прел)[а-я]{4,}|0(?:нлайн|пла|пек|фор|пыт)[а-я]*")
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
    if not _ORDINARY.fullmatch(raw):
        _fold(result, raw)
    if _SPACED.search(result.text):
        _join(result)
    if _RUSSIAN.search(result.text) and (_FOREIGN.search(result.text) or _SIGN.search(result.text)):
        _to_one_alphabet(result, raw)
    return result


def _fold(result: Unveiled, raw: str) -> None:
    """Fancy letters as plain ones, the invisible as nothing, split letters («й» in two) whole."""
    result.disguises += [m.span() for m in _GLUED.finditer(result.text)]
    result.disguises += [m.span() for m in _FANCY_WORD.finditer(raw)]
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(result.text):
        if character == "\u0306" and pieces and pieces[-1] == "и":
            pieces[-1] = "й"
            continue
        shown = _shown(character)
        pieces.extend(shown)
        origin.extend([place] * len(shown))
    result.keep(origin, "".join(pieces))


def _shown(character: str) -> str:
    if _ORDINARY.fullmatch(character):
        return character
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
        begin, end = match.span()
        letters = range(begin, end, len(match[1]) + 1)
        word = "".join(text[place] for place in letters)
        if word not in _ALPHABET and len(set(word)) > _DRAWN_OUT:
            result.disguises.append(result.span(begin, end))
        kept.extend(range(last, begin))
        kept.extend(letters)
        last = end
    kept.extend(range(last, len(text)))
    result.keep(kept, "".join(text[place] for place in kept))


def _to_one_alphabet(result: Unveiled, raw: str) -> None:
    text = result.text
    addresses = [match.span() for match in _ADDRESS.finditer(text)]

    def whole(match: re.Match[str]) -> str:
        word = match.group()
        if not _RUSSIAN.search(word) or any(b <= match.start() < e for b, e in addresses):
            return word
        begin, end = result.span(*match.span())
        read = _read(word, raw[begin:end])
        if read != word:
            result.disguises.append((begin, end))
        return read

    result.text = _RUN.sub(whole, text)


def _read(word: str, written: str) -> str:
    """A word of several alphabets in the one it is meant in; the same length."""
    if _FOREIGN.search(word):
        return word if _is_borrowed(word, written) else _of_one_alphabet(word)
    if _DIGIT_FIRST.fullmatch(word):
        return word.translate(SIGNS)
    if _SIGNED.fullmatch(word) and not _COUNTED.match(word):
        return word.translate(SIGNS)
    return word


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
    russian = _SOFT.sub("ь", word).translate(TO_RUSSIAN).translate(SIGNS)
    if not _FOREIGN.search(russian):
        return russian
    latin = word.translate(TO_LATIN)
    if not _RUSSIAN.search(latin):
        return latin
    if len(_RUSSIAN.findall(word)) * 2 >= len(word):
        return russian.translate(BY_SOUND)
    return word
