"""Finding somebody for a request: offered, declined, passed on, and never without a person.

Every function works within a running use case, on a request that is locked.
"""

from collections.abc import Collection, Sequence

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests import letters
from community.consultations.requests.errors import NobodyAnswers
from community.consultations.requests.kinds import OfferAnswer, RequestState
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.requests.rules import (
    LOOK_AGAIN,
    Candidate,
    Need,
    in_order,
    step_lasts,
)
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Specialist
from community.core.actor import Action
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.membership.people.queries import people_who_may

log = structlog.get_logger()


async def look_for_somebody(session: AsyncSession, request: HelpRequest) -> None:
    """Offer it to the next suitable specialist; where there is none, it waits with a leader.

    What waits already, and still does, is the caller's to tell of.

    Raises NobodyAnswers where the club has neither, of a request that is not saved yet.
    """
    tried = await _tried(session, request)
    for specialist in await suitable(session, request, without=tried):
        if await _offer(session, request, specialist):
            return
    await wait(session, request)


async def suitable(
    session: AsyncSession, request: HelpRequest, *, without: Collection[int] = ()
) -> list[Specialist]:
    """Whoever can help and has room, in the order in which they are asked."""
    known = [
        one
        for one in await specialists.who_helps(session, request.speciality_id)
        if one.person_id is not None and one.person_id != request.person_id
    ]
    by_id = {one.id: one for one in known}
    need = Need(request.format, request.district_id, request.wished_id)
    ranked = in_order(await candidates(session, known, request.id), need, without)
    return [by_id[one.specialist_id] for one in ranked]


async def candidates(
    session: AsyncSession, known: Sequence[Specialist], except_id: int | None = None
) -> list[Candidate]:
    """With their load and when they were last asked; one request may be left uncounted."""
    ids = [one.id for one in known]
    busy = await loads(session, ids, except_id)
    places = await specialists.travels_to(session, known)
    offered = select(Offer.specialist_id, func.max(Offer.offered_at)).where(
        Offer.specialist_id.in_(ids)
    )
    last = dict((await session.execute(offered.group_by(Offer.specialist_id))).all())
    return [
        Candidate(
            one.id,
            busy.get(one.id, 0),
            one.load_limit,
            one.online,
            one.in_person,
            places[one.id],
            last.get(one.id),
        )
        for one in known
    ]


async def loads(
    session: AsyncSession, specialist_ids: Collection[int], except_id: int | None = None
) -> dict[int, int]:
    """Open requests that each has in hand, offered ones among them."""
    query = (
        select(HelpRequest.specialist_id, func.count())
        .where(
            HelpRequest.specialist_id.in_(specialist_ids),
            HelpRequest.state.in_([RequestState.OFFERED, RequestState.TAKEN]),
            HelpRequest.id != (except_id or 0),
        )
        .group_by(HelpRequest.specialist_id)
    )
    rows = (await session.execute(query)).all()
    return {specialist_id: count for specialist_id, count in rows if specialist_id is not None}


async def _offer(session: AsyncSession, request: HelpRequest, specialist: Specialist) -> bool:
    """False where another request has just filled them up."""
    await session.refresh(specialist, with_for_update=True)
    busy = (await loads(session, [specialist.id], request.id)).get(specialist.id, 0)
    if busy >= specialist.load_limit or specialist.person_id is None:
        return False
    await offer_to(session, request, specialist)
    return True


async def offer_to(session: AsyncSession, request: HelpRequest, specialist: Specialist) -> None:
    """Ask this specialist, whatever the load: a leader may have talked to them."""
    assert specialist.person_id is not None
    moment = now(session)
    lasts = step_lasts(request.urgency, (await load_options(session)).help_offer_hours)
    request.state, request.specialist_id = RequestState.OFFERED, specialist.id
    request.responsible_id, request.due_at = specialist.person_id, moment + lasts
    offer = Offer(request_id=request.id, specialist_id=specialist.id, offered_at=moment)
    session.add(offer)
    await session.flush()
    await enqueue_all(session, [letters.offered(request, offer, specialist.person_id)])


async def wait(session: AsyncSession, request: HelpRequest) -> None:
    """Nobody is free: a leader answers for it, and hears of it, until somebody is."""
    if request.state is RequestState.WAITING and request.responsible_id is not None:
        return
    moment = now(session)
    leader = await leader_for(session, request)
    if leader is None:
        if request.responsible_id is None:
            raise NobodyAnswers
        # It stays with whoever had it last, and comes up again tomorrow.
        log.error("request_without_leader", request=request.id)
    request.state, request.specialist_id = RequestState.WAITING, None
    request.responsible_id = leader or request.responsible_id
    request.due_at = moment + LOOK_AGAIN
    await session.flush()
    if leader is not None:
        request.leader_told_at = moment
        await enqueue_all(session, [letters.nobody_yet(request, leader, moment)])


async def leader_for(session: AsyncSession, request: HelpRequest) -> int | None:
    """Of those who lead there, the one who answers for the fewest requests."""
    leaders = [
        one
        for one in await people_who_may(session, Action.HELP_ROUTE, request.district_id)
        if one != request.person_id
    ]
    if not leaders:
        return None
    query = (
        select(HelpRequest.responsible_id, func.count())
        .where(
            HelpRequest.responsible_id.in_(leaders),
            HelpRequest.state == RequestState.WAITING,
            HelpRequest.id != request.id,
        )
        .group_by(HelpRequest.responsible_id)
    )
    busy = {one: count for one, count in (await session.execute(query)) if one}
    return min(leaders, key=lambda one: (busy.get(one, 0), one))


async def answer_offer(
    session: AsyncSession, request: HelpRequest, answer: OfferAnswer
) -> Offer | None:
    """Put down what came of the offer that is open, if one is."""
    query = select(Offer).where(Offer.request_id == request.id, Offer.answered_at.is_(None))
    offer: Offer | None = await session.scalar(query)
    if offer is not None:
        offer.answer, offer.answered_at = answer, now(session)
        await session.flush()
    return offer


async def note_offer(
    session: AsyncSession, request: HelpRequest, specialist: Specialist, answer: OfferAnswer
) -> None:
    """Whoever took it without having been asked, or handed it on."""
    moment = now(session)
    session.add(
        Offer(
            request_id=request.id,
            specialist_id=specialist.id,
            offered_at=moment,
            answered_at=moment,
            answer=answer,
        )
    )
    await session.flush()


async def _tried(session: AsyncSession, request: HelpRequest) -> set[int]:
    """Whoever has said no is not asked again; whoever was silent, after a day."""
    query = select(Offer.specialist_id, Offer.answer, Offer.answered_at).where(
        Offer.request_id == request.id
    )
    moment = now(session)
    return {
        specialist_id
        for specialist_id, answer, answered_at in await session.execute(query)
        if answer in (OfferAnswer.DECLINED, OfferAnswer.HANDED_ON)
        or (answer is OfferAnswer.EXPIRED and answered_at and answered_at > moment - LOOK_AGAIN)
    }
