"""Sanctions written down, taken back and put in force again, with a measure for every chat.

All of it happens inside somebody's decision, who also tells the author: what follows from one act
is one word. Many at once cost hardly more statements than one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, Presence
from community.core.actor import Actor
from community.core.audit import Subject, record, write_log
from community.core.clock import now
from community.core.db import add_many
from community.core.outbox.service import enqueue_all
from moderation.incidents import notices
from moderation.incidents.closed import in_log, stays_in
from moderation.incidents.errors import ModeratorProtected
from moderation.incidents.kinds import MeasureState, SanctionKind
from moderation.incidents.models import Incident, Measure, Sanction
from moderation.incidents.moderators import may_decide
from moderation.incidents.places import (
    STANDING,
    Place,
    Protection,
    Restriction,
    Spot,
    is_in_force,
    places_of,
    protection_in,
    restrictions_on,
)

BY_HAND = "by_hand"  # an administrator restricted or banned them in the messenger itself
ADMINISTRATOR = "administrator"  # the messenger protects them

Standing = dict[Spot, Sequence[Restriction]]


@dataclass(frozen=True)
class Wanted:
    """A sanction to be imposed; a ban without a term has no end."""

    person_id: int
    incident: Incident
    kind: SanctionKind
    term: timedelta | None = None

    @property
    def own_spot(self) -> tuple[int, int | None]:
        return self.incident.chat_id, self.incident.author_account_id


async def require_may_touch(
    session: AsyncSession, actor: Actor, person_id: int, chat: Chat
) -> None:
    """Raises ModeratorProtected: equals do not sanction each other, a leader decides."""
    protection = await protection_in(session, chat, person_id)
    if protection is None:
        return
    by_leader = await may_decide(session, actor, chat, for_leaders=True)
    if protection is Protection.LEADER or not by_leader:
        raise ModeratorProtected(protection=protection.value)


async def impose(
    session: AsyncSession, actor: Actor, wanted: Sequence[Wanted]
) -> Sequence[Sanction]:
    """Write sanctions down; whoever decides has asked already whether they may be."""
    if not wanted:
        return []
    moment = now(session)
    sanctions = [_sanction(one, actor, moment) for one in wanted]
    await add_many(session, sanctions)
    pairs = list(zip(wanted, sanctions, strict=True))
    measures = await _measures(session, pairs)
    await add_many(session, measures)
    for one, sanction in pairs:
        await _record(session, actor, sanction.kind.value, sanction, one.incident)
    await write_log(session)
    pending = [measure for measure in measures if measure.state is MeasureState.PENDING]
    await enqueue_all(session, [notices.apply(measure) for measure in pending])
    return sanctions


def _sanction(wanted: Wanted, actor: Actor, moment: datetime) -> Sanction:
    return Sanction(
        person_id=wanted.person_id,
        incident_id=wanted.incident.id,
        kind=wanted.kind,
        begins_at=moment,
        until=moment + wanted.term if wanted.term else None,
        by_id=actor.person_id,
    )


async def _measures(
    session: AsyncSession, pairs: Iterable[tuple[Wanted, Sanction]]
) -> list[Measure]:
    restricting = [(one, s) for one, s in pairs if s.kind is not SanctionKind.WARNING]
    if not restricting:
        return []
    places = await places_of(session, {one.person_id for one, _ in restricting})
    reached = []
    for one, sanction in restricting:
        chat = await session.get_one(Chat, one.incident.chat_id)
        known = places.get(one.person_id, ())
        if stays_in(chat, one.kind, sanction.by_id):
            known = [place for place in known if place.chat_id == chat.id]
        reached.append((sanction, list(_reached(one, known))))
    accounts = {place.account_id for _, found in reached for place in found}
    standing: Standing = dict(await restrictions_on(session, accounts))
    return [_measure(s, place, standing) for s, found in reached for place in found]


def _reached(wanted: Wanted, places: Iterable[Place]) -> Iterator[Place]:
    """Where the person is, and in any case where they wrote: the roster may not know of it."""
    own = None
    for place in places:
        if place.spot == wanted.own_spot:
            own = place
            yield place
        elif place.is_reached_by(wanted.kind):
            yield place
    chat_id, account_id = wanted.own_spot
    if own is None and account_id is not None:
        yield Place(chat_id, None, account_id, Presence.MEMBER)


def _measure(sanction: Sanction, place: Place, standing: Standing) -> Measure:
    measure = Measure(sanction_id=sanction.id, chat_id=place.chat_id, account_id=place.account_id)
    ours, added = standing.get(place.spot), Restriction(sanction.kind, sanction.until)
    if place.presence is Presence.ADMIN:
        measure.state, measure.refusal = MeasureState.REFUSED, ADMINISTRATOR
    elif ours is None and place.presence in (Presence.RESTRICTED, Presence.BANNED):
        measure.state, measure.refusal = MeasureState.REFUSED, BY_HAND
    elif any(restriction.covers(added) for restriction in ours or ()):
        measure.state = MeasureState.APPLIED  # something longer stands there: nothing to do
    else:
        measure.state = MeasureState.PENDING
        standing[place.spot] = [added, *(ours or ())]
    return measure


async def lift_those(
    session: AsyncSession, actor: Actor, sanctions: Sequence[Sanction], moment: datetime
) -> Sequence[Sanction]:
    """Lift in every chat what is still in force, and return it; the chats set the person free."""
    standing = [sanction for sanction in sanctions if is_in_force(sanction, moment)]
    for sanction in standing:
        sanction.lifted_at, sanction.lifted_by_id = moment, actor.person_id
        incident = await session.get_one(Incident, sanction.incident_id)
        await _record(session, actor, "lift", sanction, incident)
    measures = await _measures_of(session, standing, STANDING)
    for measure in measures:
        measure.state = MeasureState.LIFTING
    await enqueue_all(session, [notices.lift(measure) for measure in measures])
    return standing


async def impose_again(
    session: AsyncSession, actor: Actor, sanctions: Sequence[Sanction], moment: datetime
) -> Sequence[Sanction]:
    """What was lifted by mistake is in force again, for as long as it would have been."""
    for sanction in sanctions:
        sanction.lifted_at = sanction.lifted_by_id = None
    again = [sanction for sanction in sanctions if is_in_force(sanction, moment)]
    for sanction in again:
        incident = await session.get_one(Incident, sanction.incident_id)
        await _record(session, actor, sanction.kind.value, sanction, incident)
    lifted = (MeasureState.LIFTING, MeasureState.LIFTED)
    measures = await _measures_of(session, again, lifted)
    for measure in measures:
        measure.state = MeasureState.PENDING
    await enqueue_all(session, [notices.apply(measure) for measure in measures])
    return again


async def _measures_of(
    session: AsyncSession, sanctions: Sequence[Sanction], states: Sequence[MeasureState]
) -> Sequence[Measure]:
    if not sanctions:
        return []
    query = (
        select(Measure)
        .where(
            Measure.sanction_id.in_([sanction.id for sanction in sanctions]),
            Measure.state.in_(states),
        )
        .order_by(Measure.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def _record(
    session: AsyncSession, actor: Actor, action: str, sanction: Sanction, incident: Incident
) -> None:
    chat = await session.get_one(Chat, incident.chat_id)
    subject = Subject(
        in_log("sanction", chat),
        sanction.id,
        person_id=sanction.person_id,
        district_id=chat.district_id,
    )
    record(session, actor, action, subject, incident=incident.id)
