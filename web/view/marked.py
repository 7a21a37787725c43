"""A text cut at the places that a verdict speaks of, so that a page can mark them."""

from collections.abc import Sequence
from dataclasses import dataclass

from moderation.detect.reasons import Reason
from moderation.detect.verdict import Verdict


@dataclass(frozen=True)
class Piece:
    """`reason` is None for what nothing was found in."""

    text: str
    reason: Reason | None = None


def marked(text: str, verdict: Verdict) -> Sequence[Piece]:
    """The whole text in order. Where findings overlap, the surer one is shown."""
    found = [
        one for one in verdict.findings if one.question in verdict.raised and one.begin < one.end
    ]
    shown: list[tuple[int, int, Reason]] = []
    for one in sorted(found, key=lambda finding: -finding.score):
        if all(one.end <= begin or one.begin >= end for begin, end, _ in shown):
            shown.append((one.begin, one.end, one.reason))
    pieces: list[Piece] = []
    place = 0
    for begin, end, reason in sorted(shown):
        pieces += [Piece(text[place:begin]), Piece(text[begin:end], reason)]
        place = end
    return [piece for piece in (*pieces, Piece(text[place:])) if piece.text]
