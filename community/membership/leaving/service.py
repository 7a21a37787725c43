"""Leaving, withdrawing consent, coming back in time, erasure by schedule (scenario 26)."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import selectinload

from community.core.actor import Action, Actor, system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.options import load_options
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue, forget_where_sent, to_account, to_person
from community.core.usecase import use_case
from community.membership.documents import queries as documents
from community.membership.documents import service as document_service
from community.membership.documents.errors import ConsentMissing
from community.membership.leaving.errors import CannotComeBack, NothingToLeave
from community.membership.leaving.facts import PersonErased
from community.membership.leaving.queries import other_members
from community.membership.people import emails
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.facts import PersonAdmitted, PersonLeft
from community.membership.people.models import Family, FamilyState, Person, Standing
from community.membership.sign_in.service import close_all_sessions, forget_sign_ins
from community.membership.verification import queries as applications
from community.membership.verification import service as verification

_ERASE_AT_ONCE = 100


@use_case
async def leave(session: AsyncSession, actor: Actor) -> Person:
    """Leave the club: chats, roles and the site at once; personal data by schedule.

    Raises NothingToLeave, and LastAdministrator for whom nobody could replace.
    """
    person = await people.locked_person(session, actor.require_own(Action.OWN_WITHDRAW))
    await _depart(session, actor, person)
    return person


@use_case
async def withdraw_consent(session: AsyncSession, actor: Actor, code: str) -> Person:
    """Withdraw a consent that membership rests on; the proof of it is kept for good."""
    person = await people.locked_person(session, actor.require_own(Action.OWN_WITHDRAW))
    if not (await documents.document(session, code)).required:
        raise NotFound(kind="document")
    await document_service.withdraw(session, actor, person.id, code)
    await _depart(session, actor, person)
    return person


async def _depart(session: AsyncSession, actor: Actor, person: Person) -> None:
    if person.standing in (Standing.LEFT, Standing.ERASED):
        raise NothingToLeave
    moment = now(session)
    if await applications.undecided_of(session, person.id):
        await verification.withdraw_application(session, actor)
    for grant in await people.active_grants(session, person.id):
        await people_service.revoke_role(session, system_actor("job"), grant.id)
    if person.standing is Standing.MEMBER:
        await _leave_family(session, person)
    person.standing, person.left_at = Standing.LEFT, moment
    days = (await load_options(session)).erase_after_days
    person.erase_at = moment + timedelta(days=days)
    await close_all_sessions(session, person.id)
    await emails.forget(session, person.id)
    subject = Subject("person", person.id, person_id=person.id, district_id=person.district_id)
    record(session, actor, "leave", subject)
    await publish(session, PersonLeft(person.id))
    await enqueue(
        session,
        to_person(person.id),
        "leaving.done",
        key=f"{person.id}:{moment.timestamp():.0f}",
        priority=Priority.ANSWER,
        person=person.id,
    )


async def _leave_family(session: AsyncSession, person: Person) -> None:
    """The last adult takes the family along; the lock makes spouses who both leave take turns."""
    family = await session.get_one(Family, person.family_id, with_for_update=True)
    if not await other_members(session, person):
        family.state, family.left_at = FamilyState.LEFT, now(session)
        people_service.take_code_back(family)


@use_case
async def come_back(session: AsyncSession, actor: Actor) -> Person:
    """Undo leaving while the data are still there. Raises CannotComeBack, ConsentMissing."""
    person = await people.locked_person(session, actor.require_own(Action.OWN_WITHDRAW))
    if person.standing is not Standing.LEFT or person.verified_at is None:
        raise CannotComeBack
    if absent := await documents.still_to_accept(session, person.id):
        raise ConsentMissing(document=absent[0].code)
    if person.family_id is None:
        person.standing, person.left_at, person.erase_at = Standing.CANDIDATE, None, None
    else:
        family = await session.get_one(Family, person.family_id)
        await people_service.admit_to_family(session, person, family)
    subject = Subject("person", person.id, person_id=person.id, district_id=person.district_id)
    record(session, actor, "return", subject)
    await publish(session, PersonAdmitted(person.id))
    return person


@use_case
async def erase_due(session: AsyncSession) -> int:
    """Empty what names the people whose time has come; counts, dates and proof stay."""
    query = (
        select(Person)
        .where(Person.erase_at <= now(session), Person.erased_at.is_(None))
        .options(selectinload(Person.accounts))
        .limit(_ERASE_AT_ONCE)
        .with_for_update(skip_locked=True)
    )
    people_due = (await session.scalars(query)).all()
    for person in people_due:
        await _erase(session, person)
    return len(people_due)


async def _erase(session: AsyncSession, person: Person) -> None:
    accounts = tuple((a.messenger, a.external_id) for a in person.accounts if a.external_id)
    await publish(session, PersonErased(person.id, accounts))
    await people_service.forget(session, person)
    await verification.forget(session, person.id)
    await forget_sign_ins(session, person.id)
    await emails.forget(session, person.id)
    addresses = [to_person(person.id), *(to_account(account.id) for account in person.accounts)]
    await forget_where_sent(session, addresses)
    subject = Subject("person", person.id, person_id=person.id, district_id=person.district_id)
    record(session, system_actor(), "erase", subject)
