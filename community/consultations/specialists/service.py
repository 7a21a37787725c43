"""From an invitation to an active specialist, and the pauses between (feature 39, CL-T1.2)."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists import letters, queries
from community.consultations.specialists.errors import (
    AlreadySpecialist,
    NotVetted,
    SpecialistCodeUnknown,
)
from community.consultations.specialists.facts import (
    SpecialistLeft,
    SpecialistOpened,
    SpecialistPaused,
)
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import (
    Specialist,
    SpecialistDistrict,
    SpecialistSpeciality,
    SpecialistTraining,
    Speciality,
)
from community.consultations.specialists.rules import ABOUT_LIMIT, LANGUAGES
from community.core.actor import Action, Actor, Role, system_actor
from community.core.audit import Subject, record
from community.core.clock import local_now, now
from community.core.db import TO_CHANGE
from community.core.errors import Conflict, InvalidInput, NotFound
from community.core.facts import publish
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.people import service as people_service
from community.membership.people.queries import people_who_may
from community.membership.people.rules import clean_name, new_code, read_code

_NOBODY = "—"  # in place of a name that was erased


@dataclass(frozen=True)
class Profile:
    """What is written down of a specialist. Minutes are whole quarters of an hour."""

    alias: str
    about: str | None = None
    speciality_ids: Collection[int] = ()
    district_id: int | None = None
    travels_to: Collection[int] = ()
    languages: Collection[str] = ("ru",)
    online: bool = True
    in_person: bool = True
    load_limit: int = 5
    minutes: int = 45
    buffer_minutes: int = 15


@use_case
async def add_speciality(
    session: AsyncSession, actor: Actor, code: str, *, name: str, name_of: str, name_en: str
) -> Speciality:
    """Extend the open list. Raises InvalidInput for an empty name, Conflict for a known one."""
    actor.require(Action.SPECIALIST_MANAGE)
    fields = {"code": code, "name": name, "name_of": name_of, "name_en": name_en}
    fields = {field: text.strip() for field, text in fields.items()}
    for field, text in fields.items():
        if not 0 < len(text) <= 40:  # noqa: PLR2004  fits a button of a telephone
            raise InvalidInput(field=field, limit=40)
    position = len(await queries.specialities(session, all_of_them=True))
    speciality = Speciality(**fields, position=position)
    try:
        async with session.begin_nested():
            session.add(speciality)
    except IntegrityError as error:
        raise Conflict from error
    record(session, actor, "add", Subject("speciality", speciality.id))
    return speciality


@use_case
async def invite(
    session: AsyncSession, actor: Actor, alias: str, speciality_ids: Collection[int]
) -> tuple[Specialist, str]:
    """A candidate whom the club does not know yet, and the code of their link."""
    actor.require(Action.SPECIALIST_MANAGE)
    code = new_code()
    specialist = Specialist(
        state=SpecialistState.CANDIDATE,
        alias=_name(alias),
        languages=["ru"],
        applied_at=now(session),
        invited_by_id=actor.person_id,
        code=code,
        code_hash=code,
        ask_code=secrets.token_hex(5),
    )
    session.add(specialist)
    await session.flush()
    await _set_specialities(session, specialist, speciality_ids)
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
        raise AlreadySpecialist
    specialist.person_id, specialist.code, specialist.code_hash = person_id, None, None
    note(session, actor, "claim", specialist)
    leaders = await people_who_may(session, Action.SPECIALIST_MANAGE, None)
    await enqueue_all(session, letters.applied(specialist, leaders))
    return specialist


@use_case
async def describe(
    session: AsyncSession, actor: Actor, specialist_id: int, profile: Profile
) -> Specialist:
    """Write down what a specialist does and how. Raises NotFound, InvalidInput."""
    specialist = await in_hand(session, actor, specialist_id)
    _check(profile)
    before = specialist.load_limit
    specialist.alias = _name(profile.alias)
    specialist.about = (profile.about or "").strip() or None
    specialist.languages = sorted(set(profile.languages))
    specialist.online, specialist.in_person = profile.online, profile.in_person
    specialist.district_id = profile.district_id
    specialist.load_limit = profile.load_limit
    specialist.minutes, specialist.buffer_minutes = profile.minutes, profile.buffer_minutes
    await _set_specialities(session, specialist, profile.speciality_ids)
    await _set_districts(session, specialist, profile.travels_to)
    note(session, actor, "describe", specialist)
    if specialist.state is SpecialistState.ACTIVE and specialist.load_limit > before:
        await publish(session, SpecialistOpened(specialist.id))
    return specialist


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
    await _open(session, actor, specialist, "activate")
    return specialist


@use_case
async def pause(
    session: AsyncSession, actor: Actor, specialist_id: int, until: date | None = None
) -> Specialist:
    """No new requests until that day (None: until told otherwise). Twice changes the day."""
    specialist = await in_hand(session, actor, specialist_id)
    if specialist.state not in (SpecialistState.ACTIVE, SpecialistState.PAUSED):
        raise NotFound(kind="specialist")
    if until is not None and until <= local_now(session).date():
        raise InvalidInput(field="until")
    specialist.state, specialist.paused_until = SpecialistState.PAUSED, until
    note(session, actor, "pause", specialist)
    await publish(session, SpecialistPaused(specialist.id))
    return specialist


@use_case
async def resume(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    specialist = await in_hand(session, actor, specialist_id)
    if specialist.state is SpecialistState.PAUSED:
        await _open(session, actor, specialist, "resume")
    return specialist


@use_case
async def resume_due(session: AsyncSession) -> int:
    """Whoever's pause is over takes requests again; returns how many."""
    due = await queries.due_back(session)
    for specialist in due:
        await _open(session, system_actor(), specialist, "resume")
    return len(due)


@use_case
async def leave(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    """Helps no more. What they had in hand goes to others in the same transaction."""
    specialist = await in_hand(session, actor, specialist_id)
    await end(session, actor, specialist)
    return specialist


async def end(session: AsyncSession, actor: Actor, specialist: Specialist) -> None:
    """The same for whoever leaves the club or loses the role."""
    if specialist.state is SpecialistState.LEFT:
        return
    specialist.state, specialist.left_at = SpecialistState.LEFT, now(session)
    specialist.paused_until = specialist.calendar_hash = None
    specialist.code = specialist.code_hash = None
    note(session, actor, "leave", specialist)
    await publish(session, SpecialistLeft(specialist.id))


async def forget(session: AsyncSession, specialist: Specialist) -> None:
    """Of a person who was erased nothing stays that says who they were."""
    await end(session, system_actor(), specialist)
    specialist.alias, specialist.about = _NOBODY, None
    specialist.languages = []
    await session.execute(
        update(SpecialistTraining)
        .where(SpecialistTraining.specialist_id == specialist.id)
        .values(title=_NOBODY)
    )


@use_case
async def add_training(
    session: AsyncSession,
    actor: Actor,
    specialist_id: int,
    *,
    title: str,
    hours: int,
    held_on: date,
) -> SpecialistTraining:
    """What was learned, as a leader has seen on paper. Raises InvalidInput, NotFound."""
    actor.require(Action.SPECIALIST_MANAGE)
    specialist = await in_hand(session, actor, specialist_id)
    title = title.strip()
    if not 0 < len(title) <= ABOUT_LIMIT:
        raise InvalidInput(field="title", limit=ABOUT_LIMIT)
    if not 0 < hours <= 2000:  # noqa: PLR2004  a year of studies
        raise InvalidInput(field="hours", limit=2000)
    if held_on > local_now(session).date():
        raise InvalidInput(field="held_on")
    training = SpecialistTraining(
        specialist_id=specialist.id,
        title=title,
        hours=hours,
        held_on=held_on,
        noted_by_id=actor.person_id,
    )
    session.add(training)
    note(session, actor, "training", specialist, hours=hours)
    return training


@use_case
async def new_calendar_address(session: AsyncSession, actor: Actor) -> str:
    """A secret for the address of one's own calendar; the one before opens nothing any more."""
    specialist = await queries.own(session, actor)
    if specialist is None or specialist.state is SpecialistState.LEFT:
        raise NotFound(kind="specialist")
    secret = secrets.token_urlsafe(24)
    specialist.calendar_hash = secret  # type: ignore[assignment]  # hashed by the column
    note(session, actor, "calendar", specialist)
    return secret


async def in_hand(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    """Locked, for the specialist themself or whoever manages them. Raises NotFound."""
    specialist = await session.get(
        Specialist, specialist_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    is_self = specialist is not None and specialist.person_id == actor.person_id is not None
    manages = actor.system or actor.may_at_all(Action.SPECIALIST_MANAGE)
    if specialist is None or not (is_self or manages):
        raise NotFound(kind="specialist")
    return specialist


def note(
    session: AsyncSession, actor: Actor, action: str, specialist: Specialist, **facts: Any
) -> None:
    subject = Subject("specialist", specialist.id, person_id=specialist.person_id)
    record(session, actor, action, subject, **facts)


async def _open(session: AsyncSession, actor: Actor, specialist: Specialist, action: str) -> None:
    specialist.state, specialist.paused_until = SpecialistState.ACTIVE, None
    note(session, actor, action, specialist)
    await enqueue_all(session, letters.opened(specialist, action))
    await publish(session, SpecialistOpened(specialist.id))


def _name(alias: str) -> str:
    name = clean_name(alias)
    if name is None:
        raise InvalidInput(field="alias")
    return name


def _check(profile: Profile) -> None:
    if len(profile.about or "") > ABOUT_LIMIT:
        raise InvalidInput(field="about", limit=ABOUT_LIMIT)
    if not profile.speciality_ids:
        raise InvalidInput(field="specialities")
    if not (profile.online or profile.in_person):
        raise InvalidInput(field="format")
    if not profile.languages or not set(profile.languages) <= set(LANGUAGES):
        raise InvalidInput(field="languages")
    bounds = {"load_limit": (1, 50), "minutes": (15, 180), "buffer_minutes": (0, 120)}
    for field, (lowest, highest) in bounds.items():
        if not lowest <= getattr(profile, field) <= highest:
            raise InvalidInput(field=field, limit=f"{lowest}–{highest}")
    for field in ("minutes", "buffer_minutes"):
        if getattr(profile, field) % 15:
            raise InvalidInput(field=field)


async def _set_specialities(
    session: AsyncSession, specialist: Specialist, ids: Collection[int]
) -> None:
    known = set(await session.scalars(select(Speciality.id).where(Speciality.id.in_(ids))))
    if not known or known != set(ids):
        raise InvalidInput(field="specialities")
    await session.execute(
        delete(SpecialistSpeciality).where(SpecialistSpeciality.specialist_id == specialist.id)
    )
    session.add_all(
        SpecialistSpeciality(specialist_id=specialist.id, speciality_id=one)
        for one in sorted(known)
    )
    await session.flush()


async def _set_districts(
    session: AsyncSession, specialist: Specialist, ids: Collection[int]
) -> None:
    wanted = {*ids, *([specialist.district_id] if specialist.district_id else [])}
    known = set(await session.scalars(select(District.id).where(District.id.in_(wanted))))
    if known != wanted:
        raise InvalidInput(field="districts")
    await session.execute(
        delete(SpecialistDistrict).where(SpecialistDistrict.specialist_id == specialist.id)
    )
    session.add_all(
        SpecialistDistrict(specialist_id=specialist.id, district_id=one) for one in sorted(ids)
    )
