"""What leaders read: how soon somebody came, in counts alone, and who may be written in."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import AuditEntry, Subject, record
from community.core.clock import local_now, now, zone_of
from community.core.errors import NotFound
from community.core.usecase import use_case
from community.duty.kinds import Colour, Half, Outcome, SignalSource
from community.duty.models import Duty, Signal
from community.duty.serving import Turn, servers
from community.membership.people.models import Person

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
class Candidate:
    """Somebody who may be written in. `nights` are the others they have in seven days with it."""

    person_id: int
    given_name: str | None
    family_name: str | None  # None beyond the actor's reach for names
    nights: int


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


@use_case
async def candidates(session: AsyncSession, actor: Actor, turn: Turn) -> Sequence[Candidate]:
    """Whom a leader may write in there, by name; whose surname is shown can read so in /privacy.

    Raises NotFound for a roster that this actor does not plan.
    """
    if not actor.require(Action.DUTY_PLAN).covers(turn.district_id):
        raise NotFound(kind="duty")
    names = actor.reach(Action.NAME_VIEW)
    query = select(Person).where(Person.id.in_(await servers(session, turn)))
    people = (await session.scalars(query)).all()
    known = {one.id for one in people if names and names.covers(one.district_id)}
    await _note_names(session, actor, [one for one in people if one.id in known])
    nights = await _nights(session, [one.id for one in people], turn.day)
    found = [
        Candidate(
            one.id,
            one.given_name,
            one.family_name if one.id in known else None,
            nights_beside(nights[one.id], turn.day),
        )
        for one in people
    ]
    return sorted(
        found, key=lambda one: (one.given_name or "", one.family_name or "", one.person_id)
    )


def nights_beside(nights: Collection[date], day: date) -> int:
    """The most nights, apart from that of the day, in any seven days that hold it."""
    others = [(night - day).days for night in nights if night != day]
    firsts = range(1 - _WEEK_DAYS, 1)
    return max(sum(first <= one < first + _WEEK_DAYS for one in others) for first in firsts)


async def _nights(
    session: AsyncSession, person_ids: Sequence[int], day: date
) -> Mapping[int, set[date]]:
    query = select(Duty.person_id, Duty.day).where(
        Duty.person_id.in_(person_ids),
        Duty.half == Half.NIGHT,
        Duty.day > day - _WEEK_DAYS * _DAY,
        Duty.day < day + _WEEK_DAYS * _DAY,
    )
    found: dict[int, set[date]] = {one: set() for one in person_ids}
    for person_id, night in await session.execute(query):
        found[person_id].add(night)
    return found


async def _note_names(session: AsyncSession, actor: Actor, people: Sequence[Person]) -> None:
    """Once a day of the region: a roster is planned by opening this many times in a row."""
    midnight = datetime.combine(local_now(session).date(), time.min, zone_of(session))
    noted = select(AuditEntry.person_id).where(
        AuditEntry.person_id.in_([one.id for one in people]),
        AuditEntry.at >= midnight.astimezone(UTC),
        AuditEntry.actor_id == actor.person_id,
        AuditEntry.subject_kind == "name",
    )
    known = {actor.person_id, *(await session.scalars(noted)).all()}
    for one in people:
        if one.id not in known:
            subject = Subject("name", one.id, person_id=one.id, district_id=one.district_id)
            record(session, actor, "view", subject, where="duty")
