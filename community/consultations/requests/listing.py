"""The queue of requests as leaders look through it: filtered, paged, with who is next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from community.consultations.requests.kinds import RequestState, Urgency
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.triage import loads
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Specialist
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.paging import Page
from community.membership.people.queries import given_names

_PAGE = 30


@dataclass(frozen=True)
class QueueFilter:
    """`state` None: all that are open; the page is counted from one."""

    state: RequestState | None = None
    speciality_id: int | None = None
    district_id: int | None = None
    urgency: Urgency | None = None
    overdue: bool = False
    page: int = 1


@dataclass(frozen=True)
class Line:
    """A request without words and without who asked; `leader` is who answers while it waits."""

    request: HelpRequest
    specialist: Specialist | None
    leader: str | None
    is_mine: bool
    is_overdue: bool


@dataclass(frozen=True)
class Waits:
    """What a leader is to look at first."""

    overdue: int
    with_nobody: int


async def page_of_queue(session: AsyncSession, actor: Actor, wanted: QueueFilter) -> Page[Line]:
    """What is due first stands first; of closed ones the latest."""
    where = [*_within(actor), *_conditions(session, wanted)]
    total = await session.scalar(select(func.count()).select_from(HelpRequest).where(*where)) or 0
    order = (
        (HelpRequest.closed_at.desc(), HelpRequest.id.desc())
        if wanted.state is RequestState.CLOSED
        else (HelpRequest.due_at, HelpRequest.id)
    )
    query = (
        select(HelpRequest)
        .where(*where)
        .options(defer(HelpRequest.words, raiseload=True))
        .order_by(*order)
        .limit(_PAGE)
        .offset((wanted.page - 1) * _PAGE)
    )
    rows = (await session.scalars(query)).all()
    return Page(await lines(session, actor, rows), total, wanted.page, _PAGE)


async def lines(session: AsyncSession, actor: Actor, rows: Sequence[HelpRequest]) -> Sequence[Line]:
    """Each with whoever is to do the next thing."""
    helping = {one.specialist_id for one in rows if one.specialist_id is not None}
    known = {
        one.id: one
        for one in await session.scalars(select(Specialist).where(Specialist.id.in_(helping)))
    }
    waiting = [one for one in rows if one.state is RequestState.WAITING]
    names = await given_names(session, {one.responsible_id for one in waiting})
    moment = now(session)
    return [
        Line(
            one,
            known.get(one.specialist_id) if one.specialist_id else None,
            names.get(one.responsible_id) if one.responsible_id else None,
            is_mine=one.responsible_id is not None and one.responsible_id == actor.person_id,
            is_overdue=one.due_at is not None and one.due_at <= moment,
        )
        for one in rows
    ]


async def waits(session: AsyncSession, actor: Actor) -> Waits:
    """How many within a leader's reach are overdue, and how many have nobody yet."""
    open_ones = select(func.count()).select_from(HelpRequest).where(*_within(actor), _IS_OPEN)
    overdue = await session.scalar(open_ones.where(HelpRequest.due_at <= now(session)))
    nobody = await session.scalar(open_ones.where(HelpRequest.state == RequestState.WAITING))
    return Waits(overdue or 0, nobody or 0)


async def able_to_take(
    session: AsyncSession, actor: Actor, request: HelpRequest
) -> Sequence[tuple[Specialist, int]]:
    """Whom a leader may give it to, each with how many they have, the least busy first."""
    actor.require(Action.HELP_ROUTE)
    known = [
        one
        for one in await specialists.who_helps(session, request.speciality_id)
        if one.person_id not in (None, request.person_id) and one.id != request.specialist_id
    ]
    busy = await loads_of(session, actor, [one.id for one in known])
    pairs = [(one, busy.get(one.id, 0)) for one in known]
    return sorted(pairs, key=lambda pair: (pair[1] / pair[0].load_limit, pair[0].id))


async def loads_of(
    session: AsyncSession, actor: Actor, specialist_ids: Collection[int]
) -> Mapping[int, int]:
    """Open requests that each has in hand, for leaders, and specialists about themselves."""
    if not actor.may_at_all(Action.SPECIALIST_VIEW):
        mine = await specialists.own(session, actor)
        specialist_ids = [one for one in specialist_ids if mine is not None and one == mine.id]
    return await loads(session, specialist_ids)


_IS_OPEN = HelpRequest.state != RequestState.CLOSED


def _conditions(session: AsyncSession, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    found = [HelpRequest.state == wanted.state if wanted.state else _IS_OPEN]
    if wanted.speciality_id is not None:
        found.append(HelpRequest.speciality_id == wanted.speciality_id)
    if wanted.district_id is not None:
        found.append(HelpRequest.district_id == wanted.district_id)
    if wanted.urgency is not None:
        found.append(HelpRequest.urgency == wanted.urgency)
    if wanted.overdue:
        found.append(HelpRequest.due_at <= now(session))
    return found


def _within(actor: Actor) -> list[ColumnElement[bool]]:
    reach = actor.require(Action.HELP_ROUTE)
    return [] if reach.districts is None else [HelpRequest.district_id.in_(reach.districts)]
