"""Reading applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.membership.districts.models import District
from community.membership.people.models import Person
from community.membership.verification.models import (
    UNDECIDED,
    Application,
    ApplicationState,
    Vote,
)


@dataclass(frozen=True)
class Card:
    """All an activist needs to recognise a neighbour."""

    application: Application
    person: Person
    district: District
    votes: Sequence[Vote]
    refused_before: int


async def undecided_of(session: AsyncSession, person_id: int) -> Application | None:
    result: Application | None = await session.scalar(
        select(Application).where(
            Application.person_id == person_id, Application.state.in_(UNDECIDED)
        )
    )
    return result


async def count_since(session: AsyncSession, person_id: int, moment: datetime) -> int:
    """How often this person has applied since then, whatever became of it."""
    query = select(func.count()).where(
        Application.person_id == person_id, Application.created_at > moment
    )
    return await session.scalar(query) or 0


async def latest_of(session: AsyncSession, person_id: int) -> Application | None:
    query = (
        select(Application)
        .where(Application.person_id == person_id)
        .order_by(Application.id.desc())
        .limit(1)
    )
    result: Application | None = await session.scalar(query)
    return result


async def card(session: AsyncSession, actor: Actor, application_id: int) -> Card:
    """One application; raises NotFound where the actor's rights do not reach."""
    reach = actor.require(Action.APPLICATION_VIEW)
    application = await session.get(Application, application_id)
    if application is None or not reach.covers(application.district_id):
        raise NotFound(kind="application")
    return Card(
        application=application,
        person=await session.get_one(Person, application.person_id),
        district=await session.get_one(District, application.district_id),
        votes=await votes_on(session, application.id),
        refused_before=await _refused_before(session, application),
    )


async def votes_on(session: AsyncSession, application_id: int) -> Sequence[Vote]:
    query = select(Vote).where(Vote.application_id == application_id).order_by(Vote.id)
    return (await session.scalars(query)).all()


async def _refused_before(session: AsyncSession, application: Application) -> int:
    query = select(func.count()).where(
        Application.person_id == application.person_id,
        Application.state == ApplicationState.REFUSED,
        Application.id < application.id,
    )
    return await session.scalar(query) or 0


async def waiting(session: AsyncSession, actor: Actor, limit: int = 50) -> Sequence[Application]:
    """Undecided applications within reach, disputed ones first, then the longest waiting."""
    reach = actor.require(Action.APPLICATION_VIEW)
    query = (
        select(Application)
        .where(Application.state.in_(UNDECIDED))
        .order_by((Application.state != ApplicationState.DISPUTED), Application.created_at)
        .limit(limit)
    )
    if reach.districts is not None:
        query = query.where(Application.district_id.in_(reach.districts))
    return (await session.scalars(query)).all()


async def waiting_count(session: AsyncSession, actor: Actor) -> int:
    """How many applications wait for this actor's word: disputed ones only for leaders."""
    reach = actor.require(Action.APPLICATION_VIEW)
    query = select(func.count()).where(Application.state.in_(UNDECIDED))
    if not actor.may_at_all(Action.APPLICATION_DECIDE):
        query = query.where(Application.state != ApplicationState.DISPUTED)
    if reach.districts is not None:
        query = query.where(Application.district_id.in_(reach.districts))
    return await session.scalar(query) or 0
