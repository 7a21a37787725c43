"""`python -m moderation.detect.distress.learn`: make `weights.txt` anew from the corpora.

Signals speak for distress; against it speak the lookalikes, ordinary talk, and spam, which likes
to speak of debts, drink and broken hearts.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import log, sqrt
from pathlib import Path
from typing import NamedTuple

from moderation.detect.distress.learned import BIAS, FILE, Piece
from moderation.detect.distress.phrasebook import REASONS, Phrasebook
from moderation.detect.spam import regression
from moderation.detect.spam.buckets import BIAS as BIAS_BUCKET
from moderation.detect.spam.features import Vector
from moderation.detect.text import Text

CORPORA = Path(__file__).parents[2] / "corpora"
_COST, _PASSES = 10.0, 12
_LEAST_OFTEN = 2  # a piece that stood in one message only is chance
_LEAST = 0.2  # pieces that weigh less change nothing and are left out
_USUAL_RARITY = 5.0
_AGAINST = "-"


class Sample(NamedTuple):
    text: str
    kind: str  # empty: nothing is wrong
    source: str = ""  # the folder of the corpora


def samples(root: Path = CORPORA) -> list[Sample]:
    """In a fixed order. A line is a message; `\\\\n` stands for a line break."""
    quiet = [root / "distress" / "lookalikes.txt"]
    for folder in ("innocent", "traps", "spam"):
        quiet += sorted((root / folder).glob("*.txt"))
    found = [sample for sample in _read(root / "distress" / "signals.txt") if sample.kind]
    found += [sample._replace(kind="") for file in quiet for sample in _read(file)]
    return found


def learn(known: Sequence[Sample]) -> dict[str, Piece]:
    """The weight of every piece that counts; the same samples give the same weights."""
    book = Phrasebook()
    seen = [_said(book, sample.text) for sample in known]
    counts = Counter(piece for pieces in seen for piece in pieces)
    rarities = {
        piece: (1 + log((1 + len(known)) / (1 + count))) / _USUAL_RARITY
        for piece, count in counts.items()
        if count >= _LEAST_OFTEN
    }
    numbers = {piece: n for n, piece in enumerate(rarities)}
    examples = [_vector(pieces, numbers, rarities) for pieces in seen]
    answers = [bool(sample.kind) for sample in known]
    strengths = regression.fit(examples, answers, cost=_COST, passes=_PASSES)
    weights = regression.combined(examples, strengths)
    kinds = _kinds(known, seen)
    learned = {BIAS: Piece(weights[BIAS_BUCKET], _AGAINST)}
    for piece, number in numbers.items():
        weight = weights[number] * rarities[piece]
        if abs(weight) >= _LEAST:
            learned[piece] = Piece(weight, kinds[piece] if weight > 0 else _AGAINST)
    return learned


def _said(book: Phrasebook, text: str) -> list[str]:
    return sorted(set(book.concepts.pieces_of(book.row(book.read(Text(text)))).row))


def save(learned: Mapping[str, Piece], file: Path = FILE) -> None:
    lines = [f"{weight:.2f} {kind} {piece}\n" for piece, (weight, kind) in learned.items()]
    file.write_text("".join(lines), encoding="utf-8")


def _read(file: Path) -> Iterator[Sample]:
    kind = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            kind = line[3:] if line[3:] in REASONS else ""
        elif line:
            yield Sample(line.replace("\\n", "\n"), kind, file.parent.name)


def _vector(
    pieces: Sequence[str], numbers: Mapping[str, int], rarities: Mapping[str, float]
) -> Vector:
    """A rare piece says more than a common one; a long message no more than a short one."""
    known = [piece for piece in pieces if piece in numbers]
    buckets = array("I", [numbers[piece] for piece in known])
    values = array("d", [rarities[piece] / sqrt(len(pieces)) for piece in known])
    buckets.append(BIAS_BUCKET)
    values.append(1.0)
    return Vector(buckets, values)


def _kinds(known: Sequence[Sample], seen: Sequence[Sequence[str]]) -> dict[str, str]:
    """The kind in whose signals a piece is most at home."""
    sizes = Counter(sample.kind for sample in known)
    homes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for sample, pieces in zip(known, seen, strict=True):
        if sample.kind:
            for piece in pieces:
                homes[piece][sample.kind] += 1
    return {
        piece: max(counts, key=lambda kind: counts[kind] / sizes[kind])
        for piece, counts in homes.items()
    }


if __name__ == "__main__":
    save(learn(samples()))
