"""The roster and the calls for help of the demonstration: two weeks with a gap, and a season."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import cycle, product

from community.core.clock import DEFAULT_ZONE
from community.duty.kinds import Circle, Colour, Half, Outcome, SignalSource, SignalState
from community.duty.models import Call, Duty, Signal
from deploy.demo.ledger import Ledger

_DAYS = range(-2, 12)
_GAPS = {(3, Half.NIGHT), (6, Half.DAY), (6, Half.NIGHT)}  # so that there is something to plan
_EVERY = timedelta(days=6)
_STORIES = (
    (Colour.ORANGE, SignalSource.SOS, Outcome.HELPED, 4),
    (Colour.YELLOW, SignalSource.SOS, Outcome.HELPED, 7),
    (Colour.ORANGE, SignalSource.DETECTOR, Outcome.FALSE_ALARM, 2),
    (Colour.RED, SignalSource.DETECTOR, Outcome.EMERGENCY, 3),
    (Colour.ORANGE, SignalSource.REPORT, Outcome.SPECIALIST, 18),
    (Colour.ORANGE, SignalSource.SOS, Outcome.REFUSAL_RISK, 9),
    (Colour.YELLOW, SignalSource.SOS, Outcome.HELPED, 12),
)
_HOW_MANY = 15
_TALKED = timedelta(minutes=40)
_SECOND_WORD = timedelta(minutes=2)


@dataclass
class Duties:
    """`serving` take turns; `families` are people who called. All of them ids."""

    ledger: Ledger
    serving: Sequence[int]
    families: Sequence[tuple[int, int]]  # a person and their district
    present: datetime

    def write(self) -> None:
        self._roster()
        for number, story in zip(range(_HOW_MANY), cycle(_STORIES), strict=False):
            self._signal(number, *story)

    def _roster(self) -> None:
        today = self.present.astimezone(DEFAULT_ZONE).date()
        # Those whom a newcomer may play come first, and have their turns today.
        past = _DAYS.start * len(Half) % len(self.serving)
        serving = (*self.serving[past:], *self.serving[:past])
        turns = cycle(zip(serving, (*serving[1:], serving[0]), strict=True))
        for days, half in product(_DAYS, Half):
            person, substitute = next(turns)
            if (days, half) in _GAPS:
                continue
            self.ledger.add(
                Duty,
                day=today + timedelta(days=days),
                half=half,
                person_id=person,
                substitute_id=substitute,
                planned_at=self.present - timedelta(days=7),
            )

    def _signal(
        self, number: int, colour: Colour, source: SignalSource, outcome: Outcome, minutes: int
    ) -> None:
        """`minutes` until somebody came."""
        person, district = self.families[number % len(self.families)]
        helper = self.serving[number % len(self.serving)]
        raised = self.present - _EVERY * (number + 1) + timedelta(hours=5 * number % 24)
        came = raised + timedelta(minutes=minutes)
        false_alarm = outcome is Outcome.FALSE_ALARM
        signal = self.ledger.add(
            Signal,
            person_id=person,
            district_id=district,
            source=source,
            colour=colour,
            state=SignalState.CLOSED,
            circle=Circle.ON_DUTY,
            raised_at=raised,
            taken_by_id=None if false_alarm else helper,
            taken_at=None if false_alarm else came,
            contact_at=None if false_alarm else came + _SECOND_WORD,
            closed_at=came + _TALKED,
            closed_by_id=helper,
            outcome=outcome,
        )
        self.ledger.add(
            Call, signal_id=signal, person_id=helper, circle=Circle.ON_DUTY, called_at=raised
        )
