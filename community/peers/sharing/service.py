"""Agreeing to be asked, saying about what, and taking it back at any time.

Nothing of it is written into the log: that is kept for ever, and this is to be forgettable.
"""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import insert_into
from community.core.errors import Conflict, InvalidInput
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.errors import NotYetMember
from community.membership.people.models import Standing
from community.peers.sharing import queries
from community.peers.sharing.errors import NotAgreed
from community.peers.sharing.kinds import Heading
from community.peers.sharing.models import NAME_LIMIT, PeerPerson, SharedSituation, Situation


@use_case
async def add_situation(
    session: AsyncSession, actor: Actor, code: str, *, heading: Heading, name: str, name_en: str
) -> Situation:
    """Extend the open list. Raises InvalidInput for an empty name, Conflict for a known one."""
    actor.require(Action.DOCUMENT_EDIT)
    fields = {"code": code, "name": name, "name_en": name_en}
    fields = {field: text.strip() for field, text in fields.items()}
    for field, text in fields.items():
        if not 0 < len(text) <= NAME_LIMIT:
            raise InvalidInput(field=field, limit=NAME_LIMIT)
    position = len(await queries.situations(session, all_of_them=True))
    situation = Situation(**fields, heading=heading, position=position)
    try:
        async with session.begin_nested():
            session.add(situation)
    except IntegrityError as error:
        raise Conflict from error
    record(session, actor, "add", Subject("situation", situation.id))
    return situation


@use_case
async def agree(session: AsyncSession, actor: Actor) -> None:
    """I may be asked about what I tick. Twice changes nothing. Raises NotAllowed, NotYetMember."""
    person_id = actor.require_for_oneself(Action.PEER_ASK)
    person = await people.locked_person(session, person_id)
    if person.standing is not Standing.MEMBER:
        raise NotYetMember
    row = await standing(session, person_id)
    row.agreed_at = row.agreed_at or now(session)


@use_case
async def share(session: AsyncSession, actor: Actor, situation_id: int) -> None:
    """I have been through this. Twice changes nothing. Raises NotFound, NotAgreed."""
    person_id = actor.require_own(Action.OWN_VIEW)
    await people.locked_person(session, person_id)
    situation = await queries.situation(session, situation_id)
    row = await session.get(PeerPerson, person_id, populate_existing=True)
    if row is None or row.agreed_at is None:
        raise NotAgreed
    fields = {"person_id": person_id, "situation_id": situation.id, "agreed_at": now(session)}
    insert = insert_into(session, SharedSituation).values(fields)
    await session.execute(insert.on_conflict_do_nothing())


@use_case
async def unshare(session: AsyncSession, actor: Actor, situation_id: int) -> None:
    """Nobody asks me about this any more. Twice changes nothing."""
    person_id = actor.require_own(Action.OWN_VIEW)
    await people.locked_person(session, person_id)
    await session.execute(
        delete(SharedSituation).where(
            SharedSituation.person_id == person_id,
            SharedSituation.situation_id == situation_id,
        )
    )


@use_case
async def stop(session: AsyncSession, actor: Actor) -> None:
    """Nobody asks me about anything any more, and what I had ticked is forgotten."""
    person_id = actor.require_own(Action.OWN_WITHDRAW)
    await people.locked_person(session, person_id)
    await forget(session, person_id)


async def standing(session: AsyncSession, person_id: int) -> PeerPerson:
    """The person's row, made where there is none, within somebody's use case."""
    insert = insert_into(session, PeerPerson).values(person_id=person_id)
    await session.execute(insert.on_conflict_do_nothing())
    return await session.get_one(PeerPerson, person_id, populate_existing=True)


async def forget(session: AsyncSession, person_id: int) -> None:
    """All of it; only that a complaint holds somebody back is remembered until it ends."""
    await session.execute(delete(SharedSituation).where(SharedSituation.person_id == person_id))
    row = await session.get(PeerPerson, person_id, populate_existing=True)
    if row is None:
        return
    if row.paused_until is not None and row.paused_until > now(session):
        row.agreed_at = row.last_asked_at = None
    else:
        await session.delete(row)
