"""Whom a leader may write into half a day, with what speaks against it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import AuditEntry, Subject, record
from community.core.clock import local_now, zone_of
from community.core.errors import NotFound
from community.core.usecase import use_case
from community.duty.kinds import Half
from community.duty.models import Duty
from community.duty.serving import Turn, servers
from community.membership.people.models import Person

_WEEK_DAYS = 7
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be written in. `nights` are the others they have in seven days with it."""

    person_id: int
    given_name: str | None
    family_name: str | None  # None beyond the actor's reach for names
    nights: int


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
