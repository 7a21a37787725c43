"""What a specialist and a leader do with a request: take, decline, hand on, give to somebody."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import queries as bookings
from community.consultations.booking import service as booking
from community.consultations.booking.kinds import ConsultationState, Party
from community.consultations.booking.models import Consultation
from community.consultations.requests import aliases, letters
from community.consultations.requests.errors import (
    LoadReached,
    RequestTaken,
    WrongSpeciality,
)
from community.consultations.requests.holding import in_specialists_hand, note, routed
from community.consultations.requests.kinds import OfferAnswer, RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.rules import step_lasts
from community.consultations.requests.triage import (
    answer_offer,
    loads,
    look_for_somebody,
    note_offer,
    offer_to,
)
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor, system_actor
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.relay import service as relay

_AFTER_MEETING = timedelta(days=1)


@use_case
async def accept(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """I take it: from now on the two write to each other through the bot. Twice changes nothing.

    Raises NotFound, RequestTaken, RequestClosed, LoadReached.
    """
    request, mine = await in_specialists_hand(session, actor, request_id)
    if request.state is RequestState.TAKEN:
        return request
    await _require_room(session, request, mine)
    await give_to(session, actor, request, mine)
    return request


@use_case
async def decline(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """I cannot, without a reason: the next one is asked at once. Raises as `accept`."""
    request, mine = await in_specialists_hand(session, actor, request_id)
    if request.state is not RequestState.OFFERED:
        raise RequestTaken
    await answer_offer(session, request, OfferAnswer.DECLINED)
    note(session, actor, "decline", request, specialist=mine.id)
    await look_for_somebody(session, request)
    return request


@use_case
async def hand_on(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """I had it and cannot go on: somebody else is looked for. Raises as `accept`."""
    request, mine = await in_specialists_hand(session, actor, request_id)
    if request.state is not RequestState.TAKEN:
        raise RequestTaken
    await pass_on(session, actor, request, mine)
    return request


async def pass_on(
    session: AsyncSession, actor: Actor, request: HelpRequest, former: Specialist
) -> None:
    """Away from whoever had it, with their conversation and their coming consultations."""
    await end_talk(session, actor, request)
    await call_off_coming(session, actor, request, former, Party.CLUB)
    await note_offer(session, request, former, OfferAnswer.HANDED_ON)
    note(session, actor, "hand_on", request, specialist=former.id)
    await enqueue_all(session, [letters.looking_on(request)])
    await look_for_somebody(session, request)


@use_case
async def give(
    session: AsyncSession, actor: Actor, request_id: int, specialist_id: int
) -> HelpRequest:
    """A leader asks this specialist, whatever their load: the two will have talked.

    Raises NotAllowed, NotFound, RequestClosed, WrongSpeciality.
    """
    request = await routed(session, actor, request_id)
    able = {one.id: one for one in await specialists.who_helps(session, request.speciality_id)}
    chosen = able.get(specialist_id)
    if chosen is None or chosen.person_id in (None, request.person_id):
        raise WrongSpeciality
    if request.specialist_id == chosen.id:
        return request
    await _leave_hands(session, actor, request)
    note(session, actor, "give", request, specialist=chosen.id)
    await offer_to(session, request, chosen)
    return request


@use_case
async def look_again(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """A leader does not wait for tomorrow's turn. Raises NotAllowed, NotFound, RequestClosed."""
    request = await routed(session, actor, request_id)
    if request.state is RequestState.WAITING:
        note(session, actor, "look_again", request)
        await look_for_somebody(session, request)
    return request


async def _leave_hands(session: AsyncSession, actor: Actor, request: HelpRequest) -> None:
    """Whoever had it, or was asked, sees on their card that it is with somebody else."""
    if request.specialist_id is None:
        return
    former = await session.get_one(Specialist, request.specialist_id)
    if request.state is RequestState.TAKEN:
        await end_talk(session, actor, request)
        await call_off_coming(session, actor, request, former, Party.CLUB)
        await note_offer(session, request, former, OfferAnswer.TAKEN_BACK)
        await enqueue_all(session, [letters.looking_on(request)])
    else:
        await answer_offer(session, request, OfferAnswer.TAKEN_BACK)
    if former.person_id is not None:
        await enqueue_all(session, [letters.card_changed(request, former.person_id)])


async def give_to(
    session: AsyncSession, actor: Actor, request: HelpRequest, specialist: Specialist
) -> None:
    """It is theirs from now on; a conversation opens. Within a use case, the request locked."""
    if specialist.person_id is None or specialist.person_id == request.person_id:
        raise WrongSpeciality
    former = request.specialist_id
    known = await answer_offer(
        session,
        request,
        OfferAnswer.ACCEPTED if former == specialist.id else OfferAnswer.TAKEN_BACK,
    )
    if known is not None and known.specialist_id != specialist.id:
        asked = await session.get_one(Specialist, known.specialist_id)
        if asked.person_id is not None:
            await enqueue_all(session, [letters.card_changed(request, asked.person_id)])
    if known is None or known.specialist_id != specialist.id:
        await note_offer(session, request, specialist, OfferAnswer.ACCEPTED)
    moment = now(session)
    request.state, request.specialist_id = RequestState.TAKEN, specialist.id
    request.responsible_id = specialist.person_id
    request.taken_at = request.taken_at or moment
    hours = (await load_options(session)).help_answer_hours
    request.due_at = moment + step_lasts(request.urgency, hours)
    request.reminders = 0
    asker, helper = await aliases.of(session, request, specialist)
    conversation = await relay.open_conversation(session, asker, helper)
    request.conversation_id = conversation.id
    note(session, actor, "take", request, specialist=specialist.id)
    told = [letters.taken(request), letters.talk_opened(request, specialist.person_id)]
    await enqueue_all(session, [*told, letters.card_changed(request, specialist.person_id)])


async def _require_room(
    session: AsyncSession, request: HelpRequest, specialist: Specialist
) -> None:
    """Locked: two requests taken at once do not make one too many."""
    await session.refresh(specialist, with_for_update=True)
    busy = (await loads(session, [specialist.id], request.id)).get(specialist.id, 0)
    if busy >= specialist.load_limit:
        raise LoadReached(limit=specialist.load_limit)


async def end_talk(session: AsyncSession, actor: Actor, request: HelpRequest) -> None:
    """Silently: what is told with it says more."""
    if request.conversation_id is not None:
        await relay.close(
            session, system_actor(actor.source), request.conversation_id, silently=True
        )


async def call_off_coming(
    session: AsyncSession,
    actor: Actor,
    request: HelpRequest,
    specialist: Specialist,
    who: Party,
) -> None:
    """Give back every time that is still to come."""
    for one in await bookings.of_request(session, request.id):
        is_ahead = one.state is ConsultationState.BOOKED and one.starts_at > now(session)
        if is_ahead and one.specialist_id == specialist.id:
            await booking.call_off(session, actor, one, specialist, who)


async def postpone_for(
    session: AsyncSession, request: HelpRequest, booked: Sequence[Consultation]
) -> None:
    """While a meeting is ahead nothing else is due; the day after it, it is."""
    if booked:
        after = max(one.ends_at for one in booked) + _AFTER_MEETING
        request.due_at = max(after, request.due_at or after)
        await session.flush()
