"""Reading requests; who may read, and what of it, is part of each query.

A parent reads their own; a specialist what is offered to them or in their hands, with its words; a
leader that it exists and how it stands, without words and without who asked (spec: trust first).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from community.consultations.booking import queries as bookings
from community.consultations.booking.models import Consultation
from community.consultations.requests.aliases import asker_alias
from community.consultations.requests.kinds import Naming, OfferAnswer, RequestState
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.requests.rules import typical
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist, Speciality
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.districts.models import District

_RECENT = timedelta(days=90)


@dataclass(frozen=True)
class Own:
    """A request as whoever asked sees it; `helper` is the specialist's first name."""

    request: HelpRequest
    speciality: Speciality
    helper: str | None
    consultations: Sequence[Consultation]


@dataclass(frozen=True)
class Offered:
    """A request as the specialist sees it: an alias, and the district where they would meet."""

    request: HelpRequest
    speciality: Speciality
    alias: str
    district: District | None
    consultations: Sequence[Consultation]


@dataclass(frozen=True)
class Waiting:
    """How long it takes, honestly; None where too few have asked to say."""

    ahead: int  # others who wait for the same speciality and asked earlier
    usual: timedelta | None  # from asking until a specialist has taken it


async def mine(session: AsyncSession, actor: Actor) -> Sequence[Own]:
    """The acting person's open requests, the newest first."""
    person_id = actor.require_own(Action.OWN_VIEW)
    query = (
        select(HelpRequest)
        .where(HelpRequest.person_id == person_id, HelpRequest.state != RequestState.CLOSED)
        .order_by(HelpRequest.id.desc())
    )
    return [await _own(session, one) for one in (await session.scalars(query)).all()]


async def own(session: AsyncSession, actor: Actor, request_id: int) -> Own:
    """Raises NotFound for everybody else."""
    request = await session.get(HelpRequest, request_id)
    if request is None or actor.person_id is None or request.person_id != actor.person_id:
        raise NotFound(kind="request")
    return await _own(session, request)


async def _own(session: AsyncSession, request: HelpRequest) -> Own:
    specialist = None
    if request.specialist_id is not None and request.state is not RequestState.OFFERED:
        specialist = await session.get(Specialist, request.specialist_id)
    return Own(
        request,
        await specialists.speciality(session, request.speciality_id),
        specialist.alias if specialist else None,
        await bookings.of_request(session, request.id),
    )


async def in_hand_of(session: AsyncSession, actor: Actor) -> Sequence[HelpRequest]:
    """What the acting specialist was offered or has taken; what is due first stands first."""
    specialist = await specialists.own(session, actor)
    if specialist is None:
        return []
    query = (
        select(HelpRequest)
        .where(
            HelpRequest.specialist_id == specialist.id,
            HelpRequest.state.in_([RequestState.OFFERED, RequestState.TAKEN]),
        )
        .order_by(HelpRequest.due_at, HelpRequest.id)
    )
    return (await session.scalars(query)).all()


async def offered(session: AsyncSession, actor: Actor, request_id: int) -> Offered:
    """For the specialist in whose hands it is, or was last. Raises NotFound for all others."""
    specialist = await specialists.own(session, actor)
    request = await session.get(HelpRequest, request_id)
    if specialist is None or request is None or request.specialist_id != specialist.id:
        raise NotFound(kind="request")
    shows_district = request.naming is Naming.FIRST_NAME or request.format is Format.IN_PERSON
    district = (
        await session.get(District, request.district_id)
        if shows_district and request.district_id
        else None
    )
    return Offered(
        request,
        await specialists.speciality(session, request.speciality_id),
        await asker_alias(session, request),
        district,
        await bookings.of_request(session, request.id),
    )


async def own_answer(session: AsyncSession, actor: Actor, request_id: int) -> OfferAnswer | None:
    """What the acting specialist last said to an offer, or what became of it; None: not yet.

    Raises NotFound for whoever was never asked.
    """
    specialist = await specialists.own(session, actor)
    query = (
        select(Offer)
        .where(
            Offer.request_id == request_id,
            Offer.specialist_id == (specialist.id if specialist else None),
        )
        .order_by(Offer.id.desc())
        .limit(1)
    )
    offer: Offer | None = await session.scalar(query)
    if offer is None:
        raise NotFound(kind="request")
    return offer.answer


async def request(session: AsyncSession, request_id: int) -> HelpRequest:
    """For whoever delivers a letter about it. Raises NotFound."""
    found = await session.get(HelpRequest, request_id)
    if found is None:
        raise NotFound(kind="request")
    return found


async def of_conversation(session: AsyncSession, conversation_id: int) -> HelpRequest | None:
    """What a conversation is about, if it is about a request. For its two sides."""
    query = select(HelpRequest).where(HelpRequest.conversation_id == conversation_id)
    found: HelpRequest | None = await session.scalar(query)
    return found


async def waiting(
    session: AsyncSession, speciality_id: int, asked_at: datetime | None = None
) -> Waiting:
    """What somebody who asks (asked, at that moment) for this speciality may expect."""
    before = asked_at or now(session)
    ahead = select(func.count()).where(
        HelpRequest.speciality_id == speciality_id,
        HelpRequest.state == RequestState.WAITING,
        HelpRequest.asked_at < before,
    )
    recent = select(HelpRequest.asked_at, HelpRequest.taken_at).where(
        HelpRequest.speciality_id == speciality_id,
        HelpRequest.taken_at.is_not(None),
        HelpRequest.asked_at > now(session) - _RECENT,
    )
    waits = [taken - asked for asked, taken in await session.execute(recent) if taken]
    return Waiting(await session.scalar(ahead) or 0, typical(waits))


async def queue(
    session: AsyncSession,
    actor: Actor,
    *,
    state: RequestState | None = None,
    speciality_id: int | None = None,
    limit: int = 100,
    offset: int = 0,
) -> Sequence[HelpRequest]:
    """Open requests within a leader's reach, without their words; the most overdue first."""
    query = (
        select(HelpRequest)
        .where(*_within(actor), HelpRequest.state != RequestState.CLOSED)
        .options(defer(HelpRequest.words, raiseload=True))
        .order_by(HelpRequest.due_at, HelpRequest.id)
        .limit(limit)
        .offset(offset)
    )
    if state is not None:
        query = query.where(HelpRequest.state == state)
    if speciality_id is not None:
        query = query.where(HelpRequest.speciality_id == speciality_id)
    return (await session.scalars(query)).all()


async def queue_counts(session: AsyncSession, actor: Actor) -> Mapping[RequestState, int]:
    """How many open requests of each state a leader reaches."""
    query = (
        select(HelpRequest.state, func.count())
        .where(*_within(actor), HelpRequest.state != RequestState.CLOSED)
        .group_by(HelpRequest.state)
    )
    return dict((await session.execute(query)).all())


async def routed(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """One request as a leader may see it: no words. Raises NotFound beyond their reach."""
    query = (
        select(HelpRequest)
        .where(*_within(actor), HelpRequest.id == request_id)
        .options(defer(HelpRequest.words, raiseload=True))
    )
    found: HelpRequest | None = await session.scalar(query)
    if found is None:
        raise NotFound(kind="request")
    return found


async def offers_of(session: AsyncSession, actor: Actor, request_id: int) -> Sequence[Offer]:
    """To whom it was offered and what came of it, for a leader."""
    await routed(session, actor, request_id)
    query = select(Offer).where(Offer.request_id == request_id).order_by(Offer.id)
    return (await session.scalars(query)).all()


def _within(actor: Actor) -> list[ColumnElement[bool]]:
    reach = actor.require(Action.HELP_ROUTE)
    if reach.districts is None:
        return []
    return [HelpRequest.district_id.in_(reach.districts)]


async def of_person(session: AsyncSession, actor: Actor) -> Sequence[HelpRequest]:
    """Everything the acting person has asked, for their own copy (152-FZ art. 14)."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    query = select(HelpRequest).where(HelpRequest.person_id == person_id)
    return (await session.scalars(query.order_by(HelpRequest.id))).all()
