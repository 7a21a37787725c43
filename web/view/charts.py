"""Charts drawn on the server as SVG, without a script; a table beside each says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

_WIDTH, _HEIGHT = 640.0, 220.0
_LEFT, _BOTTOM, _TOP = 36.0, 24.0, 8.0
_BAR_SHARE = 0.64  # of a column's width; the rest is air
_LINES = 3
_STEPS = (1, 2, 5)


@dataclass(frozen=True)
class Series:
    """One kind of thing counted in every column; `look` is its class in club.css."""

    name: str
    look: str
    values: Sequence[float]


@dataclass(frozen=True)
class Piece:
    """A rectangle of a stacked bar, in the chart's own units, with what it says when touched."""

    x: float
    y: float
    width: float
    height: float
    look: str
    said: str


@dataclass(frozen=True)
class Mark:
    """A word on an axis."""

    x: float
    y: float
    said: str


@dataclass(frozen=True)
class Chart:
    """What the template draws."""

    width: float
    height: float
    left: float
    pieces: Sequence[Piece]
    columns: Sequence[Mark]
    levels: Sequence[Mark]
    series: Sequence[Series]

    @property
    def is_empty(self) -> bool:
        return not self.pieces


def stacked(columns: Sequence[str], series: Sequence[Series]) -> Chart:
    """Bars of several kinds on top of each other, a bar a column."""
    heights = [sum(one.values[place] for one in series) for place in range(len(columns))]
    highest = max(heights, default=0.0)
    stride = _round_up(highest / _LINES)
    lines = max(1, ceil(highest / stride))
    step = (_WIDTH - _LEFT) / max(1, len(columns))
    unit = (_HEIGHT - _BOTTOM - _TOP) / (lines * stride)
    pieces: list[Piece] = []
    for place, column in enumerate(columns):
        foot = _HEIGHT - _BOTTOM
        for one in series:
            if value := one.values[place]:
                foot -= value * unit
                x = _LEFT + step * (place + (1 - _BAR_SHARE) / 2)
                said = f"{column}: {one.name}, {value:g}"
                pieces.append(Piece(x, foot, step * _BAR_SHARE, value * unit, one.look, said))
    return Chart(
        _WIDTH,
        _HEIGHT,
        _LEFT,
        pieces,
        [Mark(_LEFT + step * (n + 0.5), _HEIGHT - 6, name) for n, name in enumerate(columns)],
        _levels(lines, stride, unit),
        series,
    )


def _levels(lines: int, stride: float, unit: float) -> list[Mark]:
    """Lines across, at round figures, the foot among them."""
    return [
        Mark(_LEFT - 6, _HEIGHT - _BOTTOM - n * stride * unit, f"{n * stride:g}")
        for n in range(lines + 1)
    ]


def _round_up(value: float) -> float:
    """The next of 1, 2, 5, 10, 20, 50 …; at least 1."""
    power = 1.0
    while True:
        for step in _STEPS:
            if step * power >= value:
                return step * power
        power *= 10
