"""The list of guests with names; that it was read stands in the log of each of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.audit import AuditEntry, Subject, record, write_log
from community.core.clock import local_now
from community.core.errors import NotFound
from community.core.usecase import use_case
from community.events.planning.queries import managed
from community.events.signing.kinds import IN_PLAY, PartyState
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.queries import answers_of
from community.membership.people.models import Person

_KIND = "event_party"


@dataclass(frozen=True)
class Guest:
    """A family that comes or waits, by whoever signed it up."""

    party: EventParty
    given_name: str | None
    family_name: str | None
    answers: Sequence[EventAnswer]


@use_case
async def look_at_guests(
    session: AsyncSession,
    actor: Actor,
    event_id: int,
    states: Collection[PartyState] = IN_PLAY,
) -> Sequence[Guest]:
    """For whoever organises it, in the order of names. Raises NotFound.

    Each guest reads in /privacy that somebody looked: once a day, however often the list is opened.
    """
    await managed(session, actor, event_id)
    return await _look(
        session, actor, EventParty.event_id == event_id, EventParty.state.in_(states)
    )


@use_case
async def look_at_guest(session: AsyncSession, actor: Actor, party_id: int) -> Guest:
    """One family, at the door or out of the list; noted likewise. Raises NotFound."""
    party = await session.get(EventParty, party_id)
    if party is None:
        raise NotFound(kind="party")
    await managed(session, actor, party.event_id)
    (guest,) = await _look(session, actor, EventParty.id == party_id)
    return guest


async def _look(
    session: AsyncSession, actor: Actor, *conditions: ColumnElement[bool]
) -> Sequence[Guest]:
    query = (
        select(EventParty, Person)
        .join(Person, Person.id == EventParty.person_id)
        .where(*conditions)
    )
    rows = [(party, person) for party, person in await session.execute(query)]
    answers = await answers_of(session, [party.id for party, _ in rows])
    await _note_views(session, actor, [party for party, _ in rows])
    guests = [
        Guest(
            party,
            person.given_name,
            person.family_name,
            [one for one in answers if one.party_id == party.id],
        )
        for party, person in rows
    ]
    return sorted(guests, key=_by_name)


def _by_name(guest: Guest) -> tuple[str, str, int]:
    """Whoever has no name any more stands last."""
    return guest.family_name or "\uffff", guest.given_name or "", guest.party.id


async def _note_views(session: AsyncSession, actor: Actor, parties: Sequence[EventParty]) -> None:
    today = local_now(session)
    morning = datetime.combine(today.date(), time(), today.tzinfo)
    query = select(AuditEntry.subject_id).where(
        AuditEntry.subject_kind == _KIND,
        AuditEntry.subject_id.in_([party.id for party in parties]),
        AuditEntry.actor_id == actor.person_id,
        AuditEntry.tag.endswith(":view"),
        AuditEntry.at >= morning,
    )
    known = set(await session.scalars(query))
    for party in parties:
        if party.id not in known and party.person_id != actor.person_id:
            subject = Subject(
                _KIND, party.id, person_id=party.person_id, district_id=party.district_id
            )
            record(session, actor, "view", subject)
    await write_log(session)
