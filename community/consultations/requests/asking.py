"""What a parent does with a request: ask, add words, book a time, take it back, say how it was."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import service as booking
from community.consultations.booking.models import Consultation
from community.consultations.booking.service import Wanted
from community.consultations.requests import letters
from community.consultations.requests.closing import end
from community.consultations.requests.errors import AlreadyAsked, RequestClosed
from community.consultations.requests.holding import note, own
from community.consultations.requests.kinds import (
    FollowUp,
    ForWhom,
    Naming,
    RequestOutcome,
    RequestState,
    Urgency,
)
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.rules import WORDS_LIMIT
from community.consultations.requests.taking import give_to, postpone_for
from community.consultations.requests.triage import look_for_somebody, suitable
from community.consultations.schedule.queries import Wish
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people import queries as people

_OPEN = (RequestState.WAITING, RequestState.OFFERED, RequestState.TAKEN)
RATINGS = (1, 2, 3)


@dataclass(frozen=True)
class Ask:
    """`district_id` None: where the person lives. `wished_id`: a specialist whose link it was."""

    speciality_id: int
    for_whom: ForWhom
    urgency: Urgency = Urgency.WEEK
    naming: Naming = Naming.ANONYMOUS
    format: Format | None = None
    district_id: int | None = None
    words: str | None = None
    wished_id: int | None = None


@use_case
async def ask(session: AsyncSession, actor: Actor, asked: Ask) -> HelpRequest:
    """Ask for help; somebody is looked for at once. There is no price.

    Raises NotAllowed, NotFound, InvalidInput, AlreadyAsked, NobodyAnswers.
    """
    person_id = actor.require_for_oneself(Action.HELP_ASK)
    askable = {one.id: one for one in await specialists.askable(session, actor)}
    speciality = askable.get(asked.speciality_id)
    if speciality is None:
        raise NotFound(kind="speciality")
    person = await people.person(session, person_id)
    request = HelpRequest(
        person_id=person_id,
        speciality_id=speciality.id,
        wished_id=await _wished(session, asked),
        district_id=asked.district_id or person.district_id,
        for_whom=asked.for_whom,
        format=asked.format,
        urgency=asked.urgency,
        naming=asked.naming,
        words=_words(asked.words),
        state=RequestState.WAITING,
        responsible_id=person_id,  # for the blink until somebody is found
        due_at=now(session),
        asked_at=now(session),
    )
    await _add(session, request)
    note(session, actor, "ask", request, speciality=speciality.id)
    request.responsible_id = None
    with session.no_autoflush:
        await look_for_somebody(session, request)
    return request


async def _wished(session: AsyncSession, asked: Ask) -> int | None:
    """A link to somebody who does something else, or is away, is no wish."""
    if asked.wished_id is None:
        return None
    able = await specialists.who_helps(session, asked.speciality_id, also_paused=True)
    return asked.wished_id if asked.wished_id in {one.id for one in able} else None


async def _add(session: AsyncSession, request: HelpRequest) -> None:
    try:
        async with session.begin_nested():
            session.add(request)
    except IntegrityError as error:
        query = select(HelpRequest.id).where(
            HelpRequest.person_id == request.person_id,
            HelpRequest.speciality_id == request.speciality_id,
            HelpRequest.for_whom == request.for_whom,
            HelpRequest.state.in_(_OPEN),
        )
        raise AlreadyAsked(request=await session.scalar(query)) from error


def _words(words: str | None) -> str | None:
    text = (words or "").strip()
    if len(text) > WORDS_LIMIT:
        raise InvalidInput(field="words", limit=WORDS_LIMIT)
    return text or None


@use_case
async def add_words(
    session: AsyncSession, actor: Actor, request_id: int, words: str
) -> HelpRequest:
    """In one's own words, also later. Raises NotFound, InvalidInput, RequestClosed."""
    request = await own(session, actor, request_id)
    if request.state is RequestState.CLOSED:
        raise RequestClosed
    new = _words(words)
    if new is None:
        raise InvalidInput(field="words", limit=WORDS_LIMIT)
    together = f"{request.words}\n{new}" if request.words else new
    request.words = _words(together)
    note(session, actor, "words", request)
    if request.specialist_id is not None and request.responsible_id is not None:
        await enqueue_all(session, [letters.card_changed(request, request.responsible_id)])
    return request


@use_case
async def book_time(
    session: AsyncSession,
    actor: Actor,
    request_id: int,
    starts_at: datetime,
    meeting: Format,
    *,
    times: int = 1,
) -> list[Consultation]:
    """Take a free time: of the specialist who has the request, or of any who suits.

    `times` > 1: the same hour every week. Raises NotFound, RequestClosed, SlotTaken, BusyThen.
    """
    request = await own(session, actor, request_id)
    if request.state is RequestState.CLOSED:
        raise RequestClosed
    able = await helpers(session, request)
    wish = Wish(meeting, request.district_id)
    wanted = Wanted(request.person_id, request.id, request.speciality_id, wish, meeting)
    booked = [await booking.book(session, able, starts_at, wanted)]
    specialist = next(one for one in able if one.id == booked[0].specialist_id)
    if times > 1:
        booked += await booking.continue_series(session, specialist, booked[0], times, wanted)
    if request.state is not RequestState.TAKEN:
        await give_to(session, actor, request, specialist)
    await postpone_for(session, request, booked)
    note(session, actor, "book", request, times=len(booked))
    return booked


async def helpers(session: AsyncSession, request: HelpRequest) -> list[Specialist]:
    """Whose times can be booked: of whoever has taken it alone, else of all who have room."""
    if request.state is RequestState.TAKEN and request.specialist_id is not None:
        specialist = await session.get_one(Specialist, request.specialist_id)
        is_there = specialist.state in (SpecialistState.ACTIVE, SpecialistState.PAUSED)
        return [specialist] if is_there else []
    return await suitable(session, request)


@use_case
async def take_back(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    """Not needed any more, or thanks, it has helped. Twice changes nothing. Raises NotFound."""
    request = await own(session, actor, request_id)
    if request.state is not RequestState.CLOSED:
        was_helped = request.first_answer_at is not None
        outcome = RequestOutcome.HELPED if was_helped else RequestOutcome.NOT_NEEDED
        await end(session, actor, request, outcome)
    return request


@use_case
async def rate(session: AsyncSession, actor: Actor, request_id: int, rating: int) -> HelpRequest:
    """One question: 1 did not help, 2 in part, 3 helped; it may be changed.

    A thank-you goes to the specialist; what was worse is seen in figures alone. Raises NotFound.
    """
    if rating not in RATINGS:
        raise InvalidInput(field="rating", limit=max(RATINGS))
    request = await own(session, actor, request_id)
    if request.state is not RequestState.CLOSED:
        raise NotFound(kind="request")
    is_new = request.rating is None
    request.rating = rating
    note(session, actor, "rate", request)
    if is_new and rating == max(RATINGS) and request.specialist_id is not None:
        specialist = await session.get_one(Specialist, request.specialist_id)
        if specialist.person_id is not None:
            await enqueue_all(session, [letters.thanks(request, specialist.person_id)])
    return request


@use_case
async def answer_follow_up(
    session: AsyncSession, actor: Actor, request_id: int, answer: FollowUp
) -> HelpRequest:
    """Two weeks later. «Once more» asks anew, for the same, and returns the new request.

    Raises NotFound, and what `ask` raises.
    """
    request = await own(session, actor, request_id)
    if request.state is not RequestState.CLOSED:
        raise NotFound(kind="request")
    request.follow_up = answer
    note(session, actor, "follow_up", request, answer=answer.value)
    if answer is not FollowUp.AGAIN:
        return request
    again = Ask(
        request.speciality_id,
        request.for_whom,
        request.urgency,
        request.naming,
        request.format,
        request.district_id,
        wished_id=request.specialist_id,
    )
    return await ask(session, actor, again)
