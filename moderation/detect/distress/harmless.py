"""What makes the same words harmless: laughter, a lecture, a song, the law, a thing, a denial.

`phrasebook/harmless.txt` names such senses; each says how far around a phrase it is looked for
and by how much it lessens the score. Denial, quotation and things are matters of grammar.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from moderation.detect.distress.lexicon import Groups, Lexicon, data_lines
from moderation.detect.distress.phrases import FOLDER, Phrase, read_phrase
from moderation.detect.distress.reading import Reading
from moderation.detect.distress.things import names_a_thing
from moderation.detect.message import Span

# So many words on each side at most: farther away, a long voice message without a full stop
# speaks of something else.
_AROUND = {"clause": 4, "sentence": 7, "message": 16}
_DENIED, _QUOTED, _THING = 0.25, 0.55, 0.3
_BEFORE_A_VERB, _AFTER_A_VERB = 2, 4  # words among which the object is looked for
_BEFORE_DENIED = 4

_DENIALS = frozenset(("не", "ни"))
_STRONG_DENIALS = frozenset(("никогда", "никто", "никому", "никого", "нельзя", "незачем"))
_NO = "нет"
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

    def __init__(
        self,
        senses: Mapping[str, Sense],
        reading: Reading,
        standing: Iterable[tuple[str, Span]],
    ) -> None:
        self._senses = senses
        self._reading = reading
        self._standing: defaultdict[str, list[Span]] = defaultdict(list)
        for name, place in standing:
            self._standing[name].append(place)

    def factor(self, names: Iterable[str], at: Span, *, denies: bool) -> float:
        """By how much the named senses lessen what stands here; `denies`: see Phrase."""
        factor = 1.0
        for name in names:
            if name in self._senses:
                factor *= self._senses[name].factor if self._stands(name, at) else 1.0
            elif name == "denied":
                factor *= _DENIED if not denies and self._is_denied(at) else 1.0
            elif name == "quoted":
                factor *= _QUOTED if self._is_quoted(at) else 1.0
            else:
                factor *= _THING if self._is_of_a_thing(at) else 1.0
        return factor

    def _stands(self, name: str, at: Span) -> bool:
        if name not in self._standing:
            return False
        sense = self._senses[name]
        begin, end = self._scope(sense.scope, at)
        near = any(begin < last and first < end for first, last in self._standing[name])
        return near and (not sense.after or self._stands(sense.after, at))

    def _scope(self, scope: str, at: Span) -> Span:
        nearest = max(0, at[0] - _AROUND[scope]), at[1] + _AROUND[scope]
        if scope == "message":
            return nearest
        find = self._reading.clause if scope == "clause" else self._reading.sentence
        begin, end = find(*at)
        return max(begin, nearest[0]), min(end, nearest[1])

    def _is_denied(self, at: Span) -> bool:
        words = self._reading.words
        start = max(self._reading.clause(*at)[0], at[0] - _BEFORE_DENIED)
        before, inside = words[start : at[0]], words[at[0] : at[1]]
        return _denies_what_follows(before) or any(map(_denies, inside, inside[1:]))

    def _is_quoted(self, at: Span) -> bool:
        return self._reading.is_quoted(at[0]) and not self._stands("told", at)

    def _is_of_a_thing(self, at: Span) -> bool:
        begin, end = self._reading.clause(at[0], at[0] + 1)
        begin, end = max(begin, at[0] - _BEFORE_A_VERB), min(end, at[1] + _AFTER_A_VERB)
        if any(begin <= first < end for first, _ in self._standing["child"]):
            return False
        return names_a_thing(self._reading.words[begin:end])


def _denies_what_follows(before: Sequence[str]) -> bool:
    """Whether the words just before deny: «никогда …», «не …», «не буду …», «нет желания …»."""
    if not before:
        return False
    last, last_but_one = before[-1], before[-2] if len(before) > 1 else ""
    if last in _DENIALS or not _STRONG_DENIALS.isdisjoint((last, last_but_one)):
        return True
    if last.startswith(_WISHES):
        return _NO in before or not _DENIALS.isdisjoint(before)
    return last_but_one in _DENIALS and last.startswith(_MODALS)


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
