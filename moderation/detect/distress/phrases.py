"""The phrases of distress, as they stand in `phrasebook/*.txt`, made ready to be looked for.

A line is `score  words  | harmless senses`. Between the words: `..` up to three others (`..N` up
to N), `a|b*` either, `<group>` of words.txt, `word?` maybe, `!word` not this next, `^` and `$`
begin and end of a clause. The line `[unless …]` names what makes all phrases below it harmless.
"""

from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from moderation.detect.distress.lexicon import Groups, Lexicon, read_groups, unfolded

FOLDER = Path(__file__).parent / "phrasebook"

_GAP = 3
_NO_SLOT = -1
PLAIN_WORDS = read_groups(FOLDER / "plain_words.txt")
_EVERYDAY = frozenset(PLAIN_WORDS["everyday"])


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
    slot: int = _NO_SLOT
    width: int = 0  # how many words it may take
    optional: bool = False
    or_end: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """`anchor`: the slot whose word makes it worth looking; `reach`: how many words may stand
    before that word; `needs`: all slots without which there is no match; `denies`: it speaks of
    not doing, so that a "not" beside it denies nothing."""

    steps: tuple[Step, ...]
    anchor: int
    reach: int
    needs: frozenset[int]
    denies: bool


def read_phrase(text: str, groups: Groups, lexicon: Lexicon) -> Phrase:
    pieces = text.split()
    steps = tuple(_step(piece, groups, lexicon) for piece in pieces)
    firm = [place for place, step in enumerate(steps) if _is_firm(step)]
    anchor = max(firm, key=lambda place: _rarity(_alternatives(pieces[place], groups)))
    return Phrase(
        steps,
        steps[anchor].slot,
        reach=sum(step.width for step in steps[:anchor]),
        needs=frozenset(steps[place].slot for place in firm),
        denies=any(piece.startswith(("не", "нет")) for piece in pieces),
    )


def _step(piece: str, groups: Groups, lexicon: Lexicon) -> Step:
    if piece == "^":
        return Step(Kind.BEGIN)
    if piece == "$":
        return Step(Kind.END)
    if piece.startswith(".."):
        return Step(Kind.GAP, width=int(piece[2:] or _GAP))
    alternatives = _alternatives(piece, groups)
    slot = lexicon.slot(tuple(one for one in alternatives if one != "$"))
    if piece.startswith("!"):
        return Step(Kind.UNLESS, slot)
    width = max(one.count("_") for one in alternatives) + 1
    return Step(Kind.WORD, slot, width, piece.endswith("?"), or_end="$" in alternatives)


def _alternatives(piece: str, groups: Groups) -> tuple[str, ...]:
    return tuple(unfolded(piece.strip("!?").split("|"), groups))


def _is_firm(step: Step) -> bool:
    return step.kind is Kind.WORD and not step.optional and not step.or_end


def _rarity(alternatives: tuple[str, ...]) -> tuple[int, int]:
    """Rarer words have more letters and fewer alternatives; everyday words are the last choice."""
    shortest = min(len(one) for one in alternatives)
    return (0 if _EVERYDAY.intersection(alternatives) else min(shortest, 4), -len(alternatives))
