"""The end of a request: what came of it, what is told, what is erased later."""

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking.kinds import Party
from community.consultations.requests import letters
from community.consultations.requests.facts import RequestEnded
from community.consultations.requests.holding import in_specialists_hand, note, routed
from community.consultations.requests.kinds import OfferAnswer, RequestOutcome, RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.taking import call_off_coming, end_talk
from community.consultations.requests.triage import answer_offer
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import InvalidInput
from community.core.facts import publish
from community.core.options import load_options
from community.core.outbox.service import Letter, enqueue_all
from community.core.usecase import use_case

SAID_BY_SPECIALIST = (
    RequestOutcome.HELPED,
    RequestOutcome.HELPED_IN_PART,
    RequestOutcome.REFERRED,
    RequestOutcome.NO_CONTACT,
)
_FOLLOWED_UP = (RequestOutcome.HELPED, RequestOutcome.HELPED_IN_PART, RequestOutcome.REFERRED)


@use_case
async def close(
    session: AsyncSession, actor: Actor, request_id: int, outcome: RequestOutcome
) -> HelpRequest:
    """The specialist who has it says what came of it.

    Raises NotFound, RequestTaken, RequestClosed, InvalidInput.
    """
    if outcome not in SAID_BY_SPECIALIST:
        raise InvalidInput(field="outcome")
    request, _ = await in_specialists_hand(session, actor, request_id)
    await end(session, actor, request, outcome)
    return request


@use_case
async def close_for_club(
    session: AsyncSession, actor: Actor, request_id: int, outcome: RequestOutcome
) -> HelpRequest:
    """A leader who has helped otherwise, or referred it to somebody outside the club."""
    if outcome not in SAID_BY_SPECIALIST:
        raise InvalidInput(field="outcome")
    request = await routed(session, actor, request_id)
    await end(session, actor, request, outcome)
    return request


async def end(
    session: AsyncSession, actor: Actor, request: HelpRequest, outcome: RequestOutcome
) -> None:
    """Within a use case, the request locked. The words go some days later, the counts stay."""
    moment = now(session)
    await answer_offer(session, request, OfferAnswer.TAKEN_BACK)
    await end_talk(session, actor, request)
    specialist = await _specialist(session, request)
    by_asker = actor.person_id == request.person_id
    if specialist is not None:
        who = Party.ASKER if by_asker else Party.CLUB
        await call_off_coming(session, actor, request, specialist, who)
    request.state, request.outcome, request.closed_at = RequestState.CLOSED, outcome, moment
    request.responsible_id = request.due_at = None
    days = (await load_options(session)).relay_erase_days
    request.erase_at = moment + timedelta(days=days)
    note(session, actor, "close", request, outcome=outcome.value)
    await enqueue_all(session, _told(request, specialist, by_asker=by_asker))
    await publish(session, RequestEnded(request.id))


def _told(request: HelpRequest, specialist: Specialist | None, *, by_asker: bool) -> list[Letter]:
    assert request.closed_at is not None
    told: list[Letter] = []
    if specialist is not None and specialist.person_id is not None:
        changed = letters.withdrawn if by_asker else letters.card_changed
        told.append(changed(request, specialist.person_id))
    if request.outcome is RequestOutcome.LAPSED:
        return told
    if not by_asker or request.first_answer_at is not None:
        told.append(letters.closed(request))
    if request.outcome in _FOLLOWED_UP:
        told.append(letters.follow_up(request, request.closed_at))
    return told


async def _specialist(session: AsyncSession, request: HelpRequest) -> Specialist | None:
    if request.specialist_id is None:
        return None
    return await session.get(Specialist, request.specialist_id)
