"""From an invitation to an active specialist (feature 39, CL-T1.2)."""

import secrets
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists import letters, queries
from community.consultations.specialists.errors import (
    AlreadySpecialist,
    NotVetted,
    SpecialistCodeUnknown,
)
from community.consultations.specialists.holding import in_hand, note
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.consultations.specialists.profile import clean_alias, set_specialities
from community.consultations.specialists.standing import forget, open_again
from community.core.actor import Action, Actor, Role
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people import service as people_service
from community.membership.people.queries import people_who_may
from community.membership.people.rules import new_code, read_code


@use_case
async def invite(
    session: AsyncSession, actor: Actor, alias: str, speciality_ids: Collection[int]
) -> tuple[Specialist, str]:
    """A candidate whom the club does not know yet, and the code of their link."""
    actor.require(Action.SPECIALIST_MANAGE)
    code = new_code()
    specialist = Specialist(
        state=SpecialistState.CANDIDATE,
        alias=clean_alias(alias),
        languages=["ru"],
        applied_at=now(session),
        invited_by_id=actor.person_id,
        code=code,
        code_hash=code,
        ask_code=secrets.token_hex(5),
    )
    session.add(specialist)
    await session.flush()
    await set_specialities(session, specialist, speciality_ids)
    note(session, actor, "invite", specialist)
    return specialist, code


@use_case
async def claim(session: AsyncSession, actor: Actor, code: str) -> Specialist:
    """Whoever opens the link is that candidate from now on.

    Raises SpecialistCodeUnknown, AlreadySpecialist.
    """
    person_id = actor.require_own(Action.OWN_VIEW)
    query = select(Specialist).where(Specialist.code_hash == read_code(code)).with_for_update()
    specialist: Specialist | None = await session.scalar(query)
    if specialist is None or specialist.state is SpecialistState.LEFT:
        raise SpecialistCodeUnknown
    known = await queries.of_person(session, person_id)
    if known is not None and known.id != specialist.id:
        await _make_way(session, known)
    specialist.person_id, specialist.code, specialist.code_hash = person_id, None, None
    note(session, actor, "claim", specialist)
    leaders = await people_who_may(session, Action.SPECIALIST_MANAGE, None)
    await enqueue_all(session, letters.applied(specialist, leaders))
    return specialist


async def _make_way(session: AsyncSession, former: Specialist) -> None:
    """Whoever has left may come back by a new invitation: vetted anew, the old row names nobody."""
    if former.state is not SpecialistState.LEFT:
        raise AlreadySpecialist
    await forget(session, former)
    former.person_id = None
    await session.flush()


@use_case
async def note_documents(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    """A leader has seen the papers of the profession: that is written down, the papers are not."""
    return await _vet(session, actor, specialist_id, "documents")


@use_case
async def note_interview(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    return await _vet(session, actor, specialist_id, "interview")


async def _vet(session: AsyncSession, actor: Actor, specialist_id: int, what: str) -> Specialist:
    actor.require(Action.SPECIALIST_MANAGE)
    specialist = await in_hand(session, actor, specialist_id)
    if specialist.person_id is None or specialist.person_id == actor.person_id:
        raise NotFound(kind="specialist")  # nobody vets themself, or somebody nobody knows
    moment = now(session)
    if what == "documents":
        specialist.documents_seen_at, specialist.documents_seen_by_id = moment, actor.person_id
    else:
        specialist.interviewed_at, specialist.interviewed_by_id = moment, actor.person_id
    is_new = specialist.state is SpecialistState.CANDIDATE
    if is_new and specialist.documents_seen_at and specialist.interviewed_at:
        specialist.state = SpecialistState.VETTED
    note(session, actor, what, specialist)
    return specialist


@use_case
async def activate(
    session: AsyncSession, actor: Actor, specialist_id: int, recheck_on: date | None = None
) -> Specialist:
    """From now on requests come. Raises NotVetted with what is missing, NotFound."""
    actor.require(Action.SPECIALIST_MANAGE)
    specialist = await in_hand(session, actor, specialist_id)
    missing = [
        what
        for what, seen in (
            ("documents", specialist.documents_seen_at),
            ("interview", specialist.interviewed_at),
        )
        if seen is None
    ]
    if missing:
        raise NotVetted(missing=missing)
    if specialist.person_id is None or specialist.state is SpecialistState.LEFT:
        raise NotFound(kind="specialist")
    if not (await queries.specialities_of(session, [specialist.id])):
        raise InvalidInput(field="specialities")
    specialist.recheck_on = recheck_on or specialist.recheck_on
    specialist.activated_at = specialist.activated_at or now(session)
    specialist.activated_by_id = actor.person_id
    await people_service.grant_role(session, actor, specialist.person_id, Role.SPECIALIST)
    await open_again(session, actor, specialist, "activate")
    return specialist
