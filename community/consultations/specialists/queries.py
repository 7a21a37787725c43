"""Reading specialists; who may read is part of each query."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import (
    Specialist,
    SpecialistDistrict,
    SpecialistSpeciality,
    SpecialistTraining,
    Speciality,
)
from community.core.actor import Action, Actor, Role
from community.core.clock import local_now
from community.core.errors import NotFound
from community.membership.districts.models import District


@dataclass(frozen=True)
class Card:
    """A specialist with everything a leader, or they themself, look at."""

    specialist: Specialist
    specialities: Sequence[Speciality]
    districts: Sequence[District]  # travels to
    home: District | None
    trainings: Sequence[SpecialistTraining]


async def specialities(session: AsyncSession, *, all_of_them: bool = False) -> Sequence[Speciality]:
    query = select(Speciality).order_by(Speciality.position, Speciality.id)
    if not all_of_them:
        query = query.where(Speciality.active)
    return (await session.scalars(query)).all()


async def askable(session: AsyncSession, actor: Actor) -> Sequence[Speciality]:
    """What the acting person may ask for: supervision is for those who lead a group."""
    return _open_to(actor, await specialities(session))


async def askable_of(
    session: AsyncSession, actor: Actor, specialist_id: int
) -> Sequence[Speciality]:
    """What the acting person may ask this specialist for."""
    known = await specialities_of(session, [specialist_id])
    return _open_to(actor, known.get(specialist_id, ()))


def _open_to(actor: Actor, known: Sequence[Speciality]) -> Sequence[Speciality]:
    leads = actor.has_role(Role.FACILITATOR)
    return [one for one in known if leads or not one.for_facilitators]


async def speciality(session: AsyncSession, speciality_id: int) -> Speciality:
    row = await session.get(Speciality, speciality_id)
    if row is None:
        raise NotFound(kind="speciality")
    return row


async def own(session: AsyncSession, actor: Actor) -> Specialist | None:
    """The acting person as a specialist, whatever the state."""
    if actor.person_id is None:
        return None
    return await of_person(session, actor.person_id)


async def of_person(session: AsyncSession, person_id: int) -> Specialist | None:
    query = select(Specialist).where(Specialist.person_id == person_id)
    found: Specialist | None = await session.scalar(query)
    return found


async def by_ask_code(session: AsyncSession, code: str) -> Specialist | None:
    """Whom a link `ask_CODE` leads to, while they take requests."""
    query = select(Specialist).where(
        Specialist.ask_code == code, Specialist.state == SpecialistState.ACTIVE
    )
    found: Specialist | None = await session.scalar(query)
    return found


async def by_calendar(session: AsyncSession, secret: str) -> Specialist | None:
    """Whose calendar this secret address is."""
    query = select(Specialist).where(Specialist.calendar_hash == secret)
    found: Specialist | None = await session.scalar(query)
    return found


async def listed(
    session: AsyncSession,
    actor: Actor,
    *,
    state: SpecialistState | None = None,
    speciality_id: int | None = None,
) -> Sequence[Specialist]:
    """Specialists help the whole region: whoever manages them sees them all."""
    actor.require(Action.SPECIALIST_VIEW)
    query = select(Specialist).order_by(Specialist.id)
    if state is not None:
        query = query.where(Specialist.state == state)
    if speciality_id is not None:
        query = query.join(
            SpecialistSpeciality, SpecialistSpeciality.specialist_id == Specialist.id
        ).where(SpecialistSpeciality.speciality_id == speciality_id)
    return (await session.scalars(query)).all()


async def card(session: AsyncSession, actor: Actor, specialist_id: int) -> Card:
    """Raises NotFound for whoever is neither a leader nor the specialist."""
    specialist = await session.get(Specialist, specialist_id)
    if specialist is None or not may_see(actor, specialist):
        raise NotFound(kind="specialist")
    return await _card(session, specialist)


def may_see(actor: Actor, specialist: Specialist) -> bool:
    is_self = actor.person_id is not None and specialist.person_id == actor.person_id
    return is_self or actor.may_at_all(Action.SPECIALIST_VIEW)


async def _card(session: AsyncSession, specialist: Specialist) -> Card:
    return Card(
        specialist=specialist,
        specialities=(await specialities_of(session, [specialist.id])).get(specialist.id, ()),
        districts=(await session.scalars(_districts_of(specialist.id))).all(),
        home=await session.get(District, specialist.district_id)
        if specialist.district_id
        else None,
        trainings=(
            await session.scalars(
                select(SpecialistTraining)
                .where(SpecialistTraining.specialist_id == specialist.id)
                .order_by(SpecialistTraining.held_on.desc(), SpecialistTraining.id.desc())
            )
        ).all(),
    )


def _districts_of(specialist_id: int) -> Select[District]:
    return (
        select(District)
        .join(SpecialistDistrict, SpecialistDistrict.district_id == District.id)
        .where(SpecialistDistrict.specialist_id == specialist_id)
        .order_by(District.name)
    )


async def specialities_of(
    session: AsyncSession, specialist_ids: Collection[int]
) -> Mapping[int, Sequence[Speciality]]:
    query = (
        select(SpecialistSpeciality.specialist_id, Speciality)
        .join(Speciality, Speciality.id == SpecialistSpeciality.speciality_id)
        .where(SpecialistSpeciality.specialist_id.in_(specialist_ids))
        .order_by(Speciality.position, Speciality.id)
    )
    found: dict[int, list[Speciality]] = {}
    for specialist_id, row in await session.execute(query):
        found.setdefault(specialist_id, []).append(row)
    return found


async def who_helps(
    session: AsyncSession, speciality_id: int, *, also_paused: bool = False
) -> Sequence[Specialist]:
    """Active specialists of a speciality who are not on a pause."""
    states = [SpecialistState.ACTIVE, *([SpecialistState.PAUSED] if also_paused else [])]
    query = (
        select(Specialist)
        .join(SpecialistSpeciality, SpecialistSpeciality.specialist_id == Specialist.id)
        .where(SpecialistSpeciality.speciality_id == speciality_id, Specialist.state.in_(states))
        .order_by(Specialist.id)
    )
    return (await session.scalars(query)).all()


async def travels_to(
    session: AsyncSession, known: Collection[Specialist]
) -> Mapping[int, frozenset[int]]:
    """The districts in which each can meet somebody: home and those travelled to."""
    query = select(SpecialistDistrict.specialist_id, SpecialistDistrict.district_id).where(
        SpecialistDistrict.specialist_id.in_([one.id for one in known])
    )
    found: dict[int, set[int]] = {
        one.id: {one.district_id} if one.district_id else set() for one in known
    }
    for specialist_id, district_id in await session.execute(query):
        found[specialist_id].add(district_id)
    return {one: frozenset(districts) for one, districts in found.items()}


async def due_back(session: AsyncSession) -> Sequence[Specialist]:
    """Whose pause has come to its end."""
    query = select(Specialist).where(
        Specialist.state == SpecialistState.PAUSED,
        Specialist.paused_until.is_not(None),
        Specialist.paused_until <= local_now(session).date(),
    )
    return (await session.scalars(query.order_by(Specialist.id))).all()


async def to_recheck(session: AsyncSession, actor: Actor, until: date) -> Sequence[Specialist]:
    """Whose documents are to be looked at again by that day."""
    actor.require(Action.SPECIALIST_VIEW)
    working = Specialist.state.in_([SpecialistState.ACTIVE, SpecialistState.PAUSED])
    query = select(Specialist).where(
        and_(working, or_(Specialist.recheck_on <= until, Specialist.recheck_on.is_(None)))
    )
    return (await session.scalars(query.order_by(Specialist.recheck_on, Specialist.id))).all()
