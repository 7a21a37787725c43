"""What is written down of a specialist, by themself or by whoever manages them."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists import queries
from community.consultations.specialists.facts import SpecialistOpened
from community.consultations.specialists.holding import in_hand, note
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import (
    Specialist,
    SpecialistDistrict,
    SpecialistSpeciality,
    SpecialistTraining,
    Speciality,
)
from community.consultations.specialists.rules import ABOUT_LIMIT, LANGUAGES
from community.core.actor import Action, Actor
from community.core.clock import local_now
from community.core.errors import InvalidInput, NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.people.rules import clean_name


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
async def describe(
    session: AsyncSession, actor: Actor, specialist_id: int, profile: Profile
) -> Specialist:
    """Write down what a specialist does and how. Raises NotFound, InvalidInput."""
    specialist = await in_hand(session, actor, specialist_id)
    _check(profile)
    before = specialist.load_limit
    specialist.alias = clean_alias(profile.alias)
    specialist.about = (profile.about or "").strip() or None
    specialist.languages = sorted(set(profile.languages))
    specialist.online, specialist.in_person = profile.online, profile.in_person
    specialist.district_id = profile.district_id
    specialist.load_limit = profile.load_limit
    specialist.minutes, specialist.buffer_minutes = profile.minutes, profile.buffer_minutes
    await set_specialities(session, specialist, profile.speciality_ids)
    await _set_districts(session, specialist, profile.travels_to)
    note(session, actor, "describe", specialist)
    if specialist.state is SpecialistState.ACTIVE and specialist.load_limit > before:
        await publish(session, SpecialistOpened(specialist.id))
    return specialist


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


def clean_alias(alias: str) -> str:
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


async def set_specialities(
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
