"""What makes the same words harmless: laughter, a lecture, a song, the law, a thing, a denial.

`phrasebook/harmless.txt` names such senses; each says how far around a phrase it is looked for
and by how much it lessens the score. Denial, quotation and things are matters of grammar.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from moderation.detect.distress.lexicon import Groups, Lexicon, data_lines
from moderation.detect.distress.matching import Row
from moderation.detect.distress.phrases import FOLDER, Phrase, read_phrase
from moderation.detect.distress.reading import Reading
from moderation.detect.distress.things import names_a_thing
from moderation.detect.message import Span

_AROUND = 25  # words on each side: farther away, a long voice message speaks of something else
_DENIED, _QUOTED, _THING = 0.25, 0.55, 0.3
_BEFORE_A_VERB, _AFTER_A_VERB = 3, 4  # words among which the object is looked for
_BEFORE_DENIED = 4

_DENIALS = frozenset(("не", "ни"))
_STRONG_DENIALS = frozenset(("никогда", "никто", "никому", "никого", "нет", "нельзя", "незачем"))
_MODALS = (
    "буд", "хоч", "хотел", "дума", "собира", "стан", "надо", "нужно", "мог", "мож", "дам",
    "позвол", "смей", "смо", "план", "жела", "намер", "готов", "было", "бой", "реш", "прид",
)  # fmt: skip
_WISHES = ("желан", "мысл", "повод", "намерен", "планов")
_DENIES_SOMETHING_ELSE = (
    "зна", "поним", "вывож", "справ", "выдерж", "вид", "спл", "тян", "люб", "хват", "только",
    "просто", "раз", "слыш", "дай", "осуж", "руга", "суд", "кида", "смог", "мое", "чувств",
    "желез", "перв", "один", "слуш", "помога", "получ", "наш", "моя", "мой",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sense:
    """`scope` is clause, sentence or message; `after` names a sense that must be there as well."""

    scope: str
    factor: float
    after: str
    phrases: tuple[Phrase, ...]


class Surroundings:
    """One message, asked for each phrase found in it what else is said around."""

    def __init__(self, senses: Mapping[str, Sense], reading: Reading, row: Row) -> None:
        self._senses = senses
        self._reading = reading
        self._row = row
        self._found: dict[str, list[Span]] = {}

    def factor(self, names: Iterable[str], at: Span, denies: bool) -> float:
        """By how much the named senses lessen what stands here; `denies`: see Phrase."""
        grammar: Mapping[str, tuple[float, Callable[[], bool]]] = {
            "denied": (_DENIED, partial(self._is_denied, at, denies)),
            "quoted": (_QUOTED, partial(self._is_quoted, at)),
            "thing": (_THING, partial(self._is_of_a_thing, at)),
        }
        factor = 1.0
        for name in names:
            if name in grammar:
                lessened, holds = grammar[name]
                factor *= lessened if holds() else 1.0
            elif self._stands(name, at):
                factor *= self._senses[name].factor
        return factor

    def _stands(self, name: str, at: Span) -> bool:
        sense = self._senses[name]
        begin, end = self._scope(sense.scope, at)
        near = any(begin < last and first < end for first, last in self._places(name))
        return near and (not sense.after or self._stands(sense.after, at))

    def _places(self, name: str) -> list[Span]:
        if name not in self._found:
            phrases = self._senses[name].phrases
            self._found[name] = [place for phrase in phrases for place in self._row.find(phrase)]
        return self._found[name]

    def _scope(self, scope: str, at: Span) -> Span:
        nearest = max(0, at[0] - _AROUND), at[1] + _AROUND
        if scope == "message":
            return nearest
        find = self._reading.clause if scope == "clause" else self._reading.sentence
        begin, end = find(*at)
        return max(begin, nearest[0]), min(end, nearest[1])

    def _is_denied(self, at: Span, denies: bool) -> bool:
        if denies:
            return False
        words = self._reading.words
        begin, end = at
        start = max(self._reading.clause(*at)[0], begin - _BEFORE_DENIED)
        before, inside = words[start:begin], words[begin:end]
        if _STRONG_DENIALS.intersection(before):
            return True
        if before and before[-1] in _DENIALS:
            return True
        if len(before) > 1 and before[-2] in _DENIALS and before[-1].startswith(_MODALS):
            return True
        if _DENIALS.intersection(before) and before[-1].startswith(_WISHES):
            return True
        return any(_denies(word, following) for word, following in zip(inside, inside[1:], strict=False))

    def _is_quoted(self, at: Span) -> bool:
        return self._reading.is_quoted(at[0]) and not self._stands("told", at)

    def _is_of_a_thing(self, at: Span) -> bool:
        begin, end = self._reading.clause(at[0], at[0] + 1)
        begin, end = max(begin, at[0] - _BEFORE_A_VERB), min(end, at[1] + _AFTER_A_VERB)
        if any(begin <= first < end for first, _ in self._places("child")):
            return False
        return names_a_thing(self._reading.words[begin:end])


def _denies(word: str, following: str) -> bool:
    return word in _DENIALS and not following.startswith(_DENIES_SOMETHING_ELSE)


def read_senses(groups: Groups, lexicon: Lexicon) -> dict[str, Sense]:
    """Sections `[name scope factor after]`, and below each its phrases."""
    senses: dict[str, Sense] = {}
    for head, lines in _sections(data_lines(FOLDER / "harmless.txt")):
        name, scope, factor, *after = head
        phrases = tuple(read_phrase(line, groups, lexicon) for line in lines)
        senses[name] = Sense(scope, float(factor), after[0] if after else "", phrases)
    return senses


def _sections(lines: Iterable[str]) -> Iterator[tuple[list[str], list[str]]]:
    head: list[str] = []
    below: list[str] = []
    for line in lines:
        if line.startswith("["):
            if head:
                yield head, below
            head, below = line.strip("[] ").split(), []
        else:
            below.append(line)
    yield head, below
