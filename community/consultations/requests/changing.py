"""What may be put otherwise while nobody has taken it: how soon, how, where, under which name."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests import letters
from community.consultations.requests.errors import RequestClosed, RequestTaken
from community.consultations.requests.holding import note, own
from community.consultations.requests.kinds import Naming, OfferAnswer, RequestState, Urgency
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.rules import step_lasts
from community.consultations.requests.triage import answer_offer, look_for_somebody, suitable
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.districts.queries import district


@use_case
async def change(
    session: AsyncSession,
    actor: Actor,
    request_id: int,
    *,
    urgency: Urgency | None = None,
    naming: Naming | None = None,
    district_id: int | None = None,
) -> HelpRequest:
    """Of one's own request; None leaves as it is. How to meet has a function of its own.

    Raises NotFound, RequestClosed, and RequestTaken: then it is said to the specialist.
    """
    request = await _changeable(session, actor, request_id)
    if district_id is not None:
        request.district_id = (await district(session, district_id)).id
    request.urgency = urgency or request.urgency
    request.naming = naming or request.naming
    note(session, actor, "change", request)
    await _look_anew(session, request)
    return request


@use_case
async def change_format(
    session: AsyncSession, actor: Actor, request_id: int, meeting: Format | None
) -> HelpRequest:
    """Online, in person, or None: either will do. Raises as `change`."""
    request = await _changeable(session, actor, request_id)
    request.format = meeting
    note(session, actor, "change", request)
    await _look_anew(session, request)
    return request


async def _changeable(session: AsyncSession, actor: Actor, request_id: int) -> HelpRequest:
    request = await own(session, actor, request_id)
    if request.state is RequestState.CLOSED:
        raise RequestClosed
    if request.state is RequestState.TAKEN:
        raise RequestTaken
    return request


async def _look_anew(session: AsyncSession, request: HelpRequest) -> None:
    """What waits may have somebody now; whoever was asked and cannot help so is let go kindly."""
    await session.flush()
    if request.state is RequestState.WAITING:
        await look_for_somebody(session, request)
        return
    assert request.due_at is not None
    lasts = step_lasts(request.urgency, (await load_options(session)).help_offer_hours)
    request.due_at = min(request.due_at, now(session) + lasts)
    asked = await session.get_one(Specialist, request.specialist_id)
    if asked.id not in {one.id for one in await suitable(session, request)}:
        await answer_offer(session, request, OfferAnswer.TAKEN_BACK)
        await look_for_somebody(session, request)
    if asked.person_id is not None:
        await enqueue_all(session, [letters.card_changed(request, asked.person_id)])
