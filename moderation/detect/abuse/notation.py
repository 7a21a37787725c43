"""How the word lists beside this package are written, and how they are read.

    твар{ь}            one word with all endings of its kind, see ENDINGS
    (найду|отыщу)      one of several; endings and classes may stand inside, brackets may not
    угрожа*  *ешь      a beginning with any ending, an ending with any beginning
    <тебя>             any word of a class named in words/classes.txt or words/names.txt
    ..                 up to three words may stand between, never across a sentence or a «не»
    ...                up to eight
    слово?             may be there or not
    ^  $               the sentence begins or ends here
    ,                  the same, or there is a comma
    this & that        both near each other in one sentence, in any order
    this ! that        not where that stands near

All is in lower case, with е for ё and a space for a hyphen, as `Reading` gives it. `##` begins a
comment; an indented line goes on with the one before.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from sys import intern

HERE = Path(__file__).parent
ENDINGS: Mapping[str, tuple[str, ...]] = {
    "": ("", "а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах"),
    "а": ("а", "ы", "и", "е", "у", "ой", "ою", "ей", "", "ам", "ами", "ах"),
    "я": ("я", "и", "е", "ю", "ей", "ям", "ями", "ях", "ь"),
    "о": ("о", "а", "у", "ом", "е", "", "ам", "ами", "ах"),
    "ь": ("ь", "и", "ью", "ей", "ям", "ями", "ях", ""),
    "ок": ("ок", "ка", "ку", "ком", "ке", "ки", "ков", "кам", "ками", "ках"),
    "ец": ("ец", "ца", "цу", "цом", "цем", "це", "цы", "цов", "цев", "цам", "цами", "цах"),
    "ый": (
        *("ый", "ий", "ой", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему"),
        *("ей", "ую", "юю", "ым", "им", "ом", "ем", "ых", "их", "ыми", "ими"),
    ),
    "л": ("л", "ла", "ло", "ли"),
    "и": ("и", "ите"),
    "сь": ("сь", "тесь"),
}
"""Named by the ending a dictionary shows; hard and soft together, as people spell them."""

SENTENCE_EDGE = "."
PAUSE = ","
_EDGES = {"^": SENTENCE_EDGE, "$": SENTENCE_EDGE, ",": PAUSE}
_GAPS = {"..": 3, "...": 8}
_PIECE = re.compile(
    r"\((?P<group>[^)]*)\)|\{(?P<endings>[^}]*)\}|<(?P<name>[^>]+)>|(?P<plain>[^({<]+)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Which words may stand in one place of a phrase."""

    forms: frozenset[str]
    stems: tuple[str, ...]
    tails: tuple[str, ...]

    def fits(self, word: str) -> bool:
        return (
            word in self.forms
            or (bool(self.stems) and word.startswith(self.stems))
            or (bool(self.tails) and word.endswith(self.tails))
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A place of a phrase, and how many words may be skipped before it."""

    place: Place
    gap: int
    optional: bool


def read_lines(name: str) -> Iterator[str]:
    """The lines of a word list that say something, those that were broken made whole."""
    whole = ""
    for line in (HERE / name).read_text("utf-8").splitlines():
        if line.startswith(" "):
            whole += line.strip() if whole.endswith("|") else f" {line.strip()}"
            continue
        if whole and not whole.startswith("##"):
            yield whole
        whole = line
    if whole:
        yield whole


@cache
def classes(name: str) -> Mapping[str, frozenset[str]]:
    """A list of `class: words` lines; a class may go on over several lines."""
    found: dict[str, set[str]] = {}
    for line in read_lines(f"words/{name}.txt"):
        key, _, words = line.partition(":")
        for word in words.split():
            found.setdefault(key, set()).update(expand(word))
    return {key: frozenset(words) for key, words in found.items()}


def expand(word: str) -> list[str]:
    """All forms of one written word; what has a star keeps it.

    Of equal forms one is kept: the same words stand in hundreds of phrases.
    """
    return [intern("".join(pieces)) for pieces in product(*map(_forms, _PIECE.finditer(word)))]


def parse_phrase(phrase: str) -> list[Part]:
    """Raises KeyError for endings or a class that nobody has defined."""
    parts: list[Part] = []
    gap = 0
    for piece in phrase.split():
        if piece in _GAPS:
            gap = _GAPS[piece]
            continue
        parts.append(Part(_place(piece.removesuffix("?")), gap, optional=piece.endswith("?")))
        gap = 0
    return parts


@cache
def _place(piece: str) -> Place:
    """The same for all phrases that use it: there are many, and some classes are long."""
    forms = [_EDGES[piece]] if piece in _EDGES else expand(piece)
    return Place(
        forms=frozenset(form for form in forms if "*" not in form),
        stems=tuple(form[:-1] for form in forms if form.endswith("*")),
        tails=tuple(form[1:] for form in forms if form.startswith("*")),
    )


def _forms(piece: re.Match[str]) -> tuple[str, ...]:
    if piece["group"] is not None:
        return tuple(form for word in piece["group"].split("|") for form in expand(word) or [""])
    if piece["endings"] is not None:
        return ENDINGS[piece["endings"]]
    if piece["name"] is not None:
        return tuple(_class(piece["name"]))
    return (piece["plain"],)


def _class(name: str) -> frozenset[str]:
    known = classes("classes")
    return known[name] if name in known else classes("names")[name]
