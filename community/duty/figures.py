"""What leaders read of signals: how soon somebody came, in counts alone."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.duty.kinds import Colour, Outcome, SignalSource
from community.duty.models import Signal

SOON = timedelta(minutes=15)  # spec/beyond.md 3
_WEEK_DAYS = 7
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Waits:
    """How long people waited. `count` is of those who waited no longer."""

    count: int
    median: timedelta | None
    slowest: timedelta | None
    soon: int  # within SOON


@dataclass(frozen=True)
class Figures:
    """Signals raised in the days asked for, and what has become of them since."""

    total: int
    open: int
    by_colour: Mapping[Colour, int]
    by_source: Mapping[SignalSource, int]
    by_outcome: Mapping[Outcome, int]
    coming: Waits
    contact: Waits

    @property
    def false_alarms(self) -> int:
        return self.by_outcome.get(Outcome.FALSE_ALARM, 0)


@dataclass(frozen=True)
class _Past:
    raised_at: datetime
    taken_at: datetime | None
    contact_at: datetime | None
    colour: Colour
    source: SignalSource
    outcome: Outcome | None

    @property
    def came_after(self) -> timedelta | None:
        """A signal opened anew is taken anew: whoever had spoken by then had come before."""
        moments = [one for one in (self.taken_at, self.contact_at) if one is not None]
        return min(moments) - self.raised_at if moments else None

    @property
    def spoken_after(self) -> timedelta | None:
        return None if self.contact_at is None else self.contact_at - self.raised_at


async def figures(session: AsyncSession, actor: Actor, days: int) -> Figures:
    """Of the last `days` days, for leaders and within their reach. Raises NotAllowed."""
    past = await _past(session, actor, now(session) - days * _DAY)
    return Figures(
        total=len(past),
        open=sum(one.outcome is None for one in past),
        by_colour=Counter(one.colour for one in past),
        by_source=Counter(one.source for one in past),
        by_outcome=Counter(one.outcome for one in past if one.outcome is not None),
        coming=_waits(one.came_after for one in past),
        contact=_waits(one.spoken_after for one in past),
    )


async def _past(session: AsyncSession, actor: Actor, since: datetime) -> Sequence[_Past]:
    reach = actor.require(Action.DUTY_PLAN)
    query = select(
        Signal.raised_at,
        Signal.taken_at,
        Signal.contact_at,
        Signal.colour,
        Signal.source,
        Signal.outcome,
    ).where(Signal.raised_at >= since)
    if reach.districts is not None:
        query = query.where(Signal.district_id.in_(reach.districts))
    return [_Past(*row) for row in await session.execute(query)]


def _waits(terms: Iterable[timedelta | None]) -> Waits:
    known = [term for term in terms if term is not None]
    middle = median(term.total_seconds() for term in known) if known else None
    return Waits(
        count=len(known),
        median=None if middle is None else timedelta(seconds=middle),
        slowest=max(known, default=None),
        soon=sum(term <= SOON for term in known),
    )
