"""What a message talks of and how it is shaped, whatever its words.

The ideas stand in `ideas.txt`; its beginning says how it is read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from moderation.detect.beginnings import Beginnings
from moderation.detect.remembered import remembering
from moderation.detect.spam.tokens import Token
from moderation.detect.text import Text

LIST = Path(__file__).with_name("ideas.txt")
_SHORTEST_BEGINNING = 3
_NOTHING = ("",) * 4  # no sign is longer than that
_Rest = tuple[str, ...]
_Sign = tuple[str, _Rest]

_ACTS_BY_KIND = frozenset({"#nick", "#phone", "#card", "#mail", "#url", "#invite", "#channel"})
# How many of each, all numbers up to that one; more than four says nothing new.
_HOOK_COUNTS = ("~hook1", "~hook2", "~hook3", "~hook4")
_ACT_COUNTS = ("~act1", "~act2", "~act3", "~act4")
_MANY_DISGUISES, _MANY_EXCLAMATIONS, _MANY_EMOJI, _MANY_BROKEN = 3, 3, 4, 2
_LETTERS_TO_SHOUT = 15
_LONGEST = 6  # lengths are told apart by doubling
_LENGTHS = tuple(f"~length{n}" for n in range(_LONGEST + 1))

_EMOJI = re.compile("[\U0001f300-\U0001faff☀-➿]")
_BROKEN = re.compile(r"[а-я]\.[а-я]{1,4}\b")  # «зара.боток», «ли.чка»


def ideas_of(text: Text, found: Sequence[Token]) -> list[str]:
    """Names, in order and each once: ideas, kinds of tokens (`#nick`) and shapes (`~caps`)."""
    said = _said([written for _, written in found if written])
    said |= {name for name, _ in found if name[0] == "#" and name[1:].isalpha()}
    return sorted(said.union(_counts(said), _shapes(text, len(found))))


def _said(words: Sequence[str]) -> set[str]:
    said = set()
    padded = [*words, *_NOTHING]
    for place, word in enumerate(words):
        following = padded[place + 1]
        for idea, rest in _begun_by(word):
            if not rest or (following.startswith(rest[0]) and _follow(padded, place + 1, rest)):
                said.add(idea)
    return said


def _follow(words: Sequence[str], place: int, rest: _Rest) -> bool:
    return all(map(str.startswith, words[place : place + len(rest)], rest))


def _counts(said: set[str]) -> set[str]:
    """An offer, and something to do for it: the two together are the shape of every lure."""
    listed = _listed()
    hooks = len(said & listed.hooks)
    acts = len(said & listed.acts) + len(said & _ACTS_BY_KIND)
    counts = {*_HOOK_COUNTS[:hooks], *_ACT_COUNTS[:acts]}
    if hooks and acts:
        counts.add("~lure")
        if hooks > 1:
            counts.add("~lures")
    return counts


def _shapes(text: Text, length: int) -> Iterator[str]:
    raw, clean = text.raw, text.clean
    yield _LENGTHS[min(_LONGEST, (length + 1).bit_length() - 1)]
    if text.disguised:
        yield "~disguise"
        if text.disguised >= _MANY_DISGUISES:
            yield "~disguises"
    if "?" in raw:
        yield "~question"
    if raw.count("!") >= _MANY_EXCLAMATIONS:
        yield "~exclaims"
    if raw.isupper() and sum(map(str.isalpha, raw)) >= _LETTERS_TO_SHOUT:
        yield "~shouts"
    if len(_EMOJI.findall(raw)) >= _MANY_EMOJI:
        yield "~emoji"
    if "." in raw and len(_BROKEN.findall(clean)) >= _MANY_BROKEN:
        yield "~broken"


@remembering
def _begun_by(word: str) -> tuple[_Sign, ...]:
    """The ideas that may begin with this word, each with the words that must follow."""
    listed = _listed()
    return *listed.whole.get(word, ()), *listed.beginnings.of(word)


@dataclass(frozen=True, slots=True)
class _Listed:
    """The list by the first word of each sign: whole words, and beginnings of words."""

    whole: dict[str, list[_Sign]]
    beginnings: Beginnings[_Sign]
    hooks: frozenset[str]
    acts: frozenset[str]


@cache
def _listed() -> _Listed:
    whole: dict[str, list[_Sign]] = {}
    beginnings: Beginnings[_Sign] = Beginnings()
    marked: dict[str, set[str]] = {"!": set(), ">": set(), "": set()}
    for line in LIST.read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("##"):
            continue
        name, _, signs = line.partition(": ")
        idea = name.lstrip("!>")
        marked[name.removesuffix(idea)].add(idea)
        for sign in signs.split(", "):
            first, *rest = sign.split()
            if first[0] == "=" or len(first) < _SHORTEST_BEGINNING:
                whole.setdefault(first.lstrip("="), []).append((idea, tuple(rest)))
            else:
                beginnings.add(first, (idea, tuple(rest)))
    return _Listed(whole, beginnings, frozenset(marked["!"]), frozenset(marked[">"]))
