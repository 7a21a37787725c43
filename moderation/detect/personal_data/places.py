"""How far apart two places of a text are."""

from collections.abc import Iterable

from moderation.detect.message import Span


def gap(one: Span, other: Span) -> int:
    """Characters between two places; negative when they overlap."""
    return max(other[0] - one[1], one[0] - other[1])


def any_near(span: Span, others: Iterable[Span], *, back: int, forth: int) -> bool:
    """Whether one of the others ends at most `back` before the span or begins `forth` after it."""
    return any(span[0] - other[1] <= back and other[0] - span[1] <= forth for other in others)
