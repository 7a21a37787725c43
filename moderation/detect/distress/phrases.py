"""The phrases of distress, as they stand in `phrasebook/*.txt`, made ready to be looked for.

A line is `score  words  | harmless senses`. Between the words: `..` up to three others (`..N` up
to N), `a|b*` either, `<group>` of words.txt, `word?` maybe, `!word` not this next, `^` and `$`
begin and end of a clause. The line `[unless …]` names what makes all phrases below it harmless.
"""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from moderation.detect.distress.lexicon import Groups, Lexicon, Slot, unfolded

FOLDER = Path(__file__).parent / "phrasebook"

_GAP = 3
# Words of every second message: a phrase is not looked for because one of them stands there.
_EVERYDAY = frozenset(
    "я ты он она оно мы вы они его ее их него нее них меня мне мной нас нам себя себе ему ей им "
    "не ни нет и а но или в во на с со к ко у о об от из за по до под без для что чтобы если как "
    "все всю это этим так такое уже еще больше дальше сейчас сегодня завтра ночью вчера опять "
    "хочу хочется хочет хотел могу можем дети детей детям ребенок ребенка ребенку один одна одни "
    "дома домой день дня час мать мама мамы муж сказал сказала два был была было только".split()
)


class Kind(Enum):
    WORD = auto()
    GAP = auto()
    UNLESS = auto()
    BEGIN = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One piece of a phrase. A WORD may be optional, or stand for the end of the clause too."""

    kind: Kind
    slot: Slot | None = None
    gap: int = 0
    optional: bool = False
    or_end: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """`anchor`: the number of the slot whose word makes it worth looking; `reach`: how many words
    may stand before that word; `needs`: all slots without which there is no match; `denies`: it
    speaks of not doing, so that a "not" beside it denies nothing."""

    steps: tuple[Step, ...]
    anchor: int
    reach: int
    needs: frozenset[int]
    denies: bool


def read_phrase(text: str, groups: Groups, lexicon: Lexicon) -> Phrase:
    pieces = text.split()
    steps = tuple(_step(piece, groups, lexicon) for piece in pieces)
    firm = [place for place, step in enumerate(steps) if _is_firm(step)]
    anchor = max(firm, key=lambda place: _rarity(pieces[place], groups))
    return Phrase(
        steps,
        _number(steps[anchor]),
        reach=sum(step.gap + _width(step) for step in steps[:anchor]),
        needs=frozenset(_number(steps[place]) for place in firm),
        denies=any(piece.startswith(("не", "нет")) for piece in pieces),
    )


def _step(piece: str, groups: Groups, lexicon: Lexicon) -> Step:
    if piece == "^":
        return Step(Kind.BEGIN)
    if piece == "$":
        return Step(Kind.END)
    if piece.startswith(".."):
        return Step(Kind.GAP, gap=int(piece[2:] or _GAP))
    kind = Kind.UNLESS if piece.startswith("!") else Kind.WORD
    optional = piece.endswith("?")
    alternatives = _alternatives(piece, groups)
    slot = lexicon.slot(tuple(one for one in alternatives if one != "$"))
    return Step(kind, slot, optional=optional, or_end="$" in alternatives)


def _alternatives(piece: str, groups: Groups) -> tuple[str, ...]:
    return tuple(unfolded(piece.strip("!?").split("|"), groups))


def _is_firm(step: Step) -> bool:
    return step.kind is Kind.WORD and not step.optional and not step.or_end


def _rarity(piece: str, groups: Groups) -> tuple[int, int]:
    """Rarer words have more letters and fewer alternatives; everyday words are the last choice."""
    alternatives = _alternatives(piece, groups)
    shortest = min(len(one) for one in alternatives)
    return (0 if _EVERYDAY.intersection(alternatives) else min(shortest, 4), -len(alternatives))


def _number(step: Step) -> int:
    assert step.slot is not None
    return step.slot.number


def _width(step: Step) -> int:
    """How many words a step may take at most."""
    if step.slot is None or step.kind is not Kind.WORD:
        return 0
    return max((len(one) for one in step.slot.expressions), default=1)

