"""Requests follow conversations, specialists and the membership: wired in `deploy.assembly`."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import groups
from community.consultations.booking.facts import ConsultationEnded
from community.consultations.booking.kinds import GroupState
from community.consultations.booking.models import GroupConsultation
from community.consultations.booking.queries import seat_holders
from community.consultations.requests import letters
from community.consultations.requests.closing import end
from community.consultations.requests.facts import RequestEnded
from community.consultations.requests.holding import locked
from community.consultations.requests.kinds import OfferAnswer, RequestOutcome, RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.rules import step_lasts
from community.consultations.requests.taking import pass_on
from community.consultations.requests.triage import answer_offer, leader_for, look_for_somebody
from community.consultations.specialists import queries as specialists
from community.consultations.specialists import service as specialist_service
from community.consultations.specialists.facts import SpecialistLeft, SpecialistOpened
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist, SpecialistSpeciality
from community.core.actor import Action, Role, system_actor
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.leaving.facts import PersonErased
from community.membership.people import queries as people
from community.membership.people.facts import PersonLeft, RolesChanged
from community.relay.facts import AskerWaits, ComplaintDecided, HelperAnswered, HelperSpoke
from community.relay.kinds import ComplaintOutcome

_AT_ONCE = 200


async def on_helper_spoke(session: AsyncSession, fact: HelperSpoke) -> None:
    """The first answer is timed; it is one also where the parent has not written anything yet."""
    for request in await _of_conversation(session, fact.conversation_id):
        request.first_answer_at = request.first_answer_at or now(session)
        await _nothing_is_owed(session, request)


async def on_asker_waits(session: AsyncSession, fact: AskerWaits) -> None:
    """A question is an answer owed; a meeting that is ahead does not excuse from it."""
    hours = (await load_options(session)).help_answer_hours
    for request in await _of_conversation(session, fact.conversation_id):
        request.due_at = now(session) + step_lasts(request.urgency, hours)
        request.reminders = 0


async def on_helper_answered(session: AsyncSession, fact: HelperAnswered) -> None:
    for request in await _of_conversation(session, fact.conversation_id):
        await _nothing_is_owed(session, request)


async def _nothing_is_owed(session: AsyncSession, request: HelpRequest) -> None:
    """If nothing is said for long, the specialist is asked how it stands."""
    days = (await load_options(session)).help_quiet_days
    request.due_at, request.reminders = now(session) + timedelta(days=days), 0


async def _of_conversation(session: AsyncSession, conversation_id: int) -> Sequence[HelpRequest]:
    """Whoever ends the request at this moment has it locked; then nothing is due any more."""
    query = (
        select(HelpRequest)
        .where(
            HelpRequest.conversation_id == conversation_id,
            HelpRequest.state == RequestState.TAKEN,
        )
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def on_consultation_ended(session: AsyncSession, fact: ConsultationEnded) -> None:
    """After a meeting the specialist says within a day how it goes on."""
    request = await locked(session, fact.request_id)
    if request.state is RequestState.TAKEN:
        hours = (await load_options(session)).help_answer_hours
        request.due_at = now(session) + timedelta(hours=hours)


async def on_specialist_opened(session: AsyncSession, fact: SpecialistOpened) -> None:
    """Whatever has waited for such a specialist is looked at again, the oldest first."""
    mine = select(SpecialistSpeciality.speciality_id).where(
        SpecialistSpeciality.specialist_id == fact.specialist_id
    )
    query = (
        select(HelpRequest.id)
        .where(HelpRequest.state == RequestState.WAITING, HelpRequest.speciality_id.in_(mine))
        .order_by(HelpRequest.asked_at, HelpRequest.id)
        .limit(_AT_ONCE)
    )
    await _look_again(session, (await session.scalars(query)).all())


async def on_request_ended(session: AsyncSession, fact: RequestEnded) -> None:
    """A place is free again: whoever has waited longest for this speciality is looked at."""
    ended = await session.get_one(HelpRequest, fact.request_id)
    query = (
        select(HelpRequest.id)
        .where(
            HelpRequest.state == RequestState.WAITING,
            HelpRequest.speciality_id == ended.speciality_id,
        )
        .order_by(HelpRequest.asked_at, HelpRequest.id)
        .limit(1)
    )
    await _look_again(session, (await session.scalars(query)).all())


async def _look_again(session: AsyncSession, request_ids: Sequence[int]) -> None:
    for request_id in request_ids:
        request = await locked(session, request_id)
        if request.state is RequestState.WAITING:
            await look_for_somebody(session, request)


async def on_specialist_left(session: AsyncSession, fact: SpecialistLeft) -> None:
    """Requests in hand go to others, groups to come are called off; everybody is told."""
    specialist = await session.get_one(Specialist, fact.specialist_id)
    query = (
        select(HelpRequest)
        .where(HelpRequest.specialist_id == specialist.id, HelpRequest.state != RequestState.CLOSED)
        .order_by(HelpRequest.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for request in (await session.scalars(query)).all():
        if request.state is RequestState.TAKEN:
            await pass_on(session, system_actor(), request, specialist)
        else:
            await answer_offer(session, request, OfferAnswer.TAKEN_BACK)
            await look_for_somebody(session, request)
    planned = select(GroupConsultation).where(
        GroupConsultation.specialist_id == specialist.id,
        GroupConsultation.state == GroupState.PLANNED,
        GroupConsultation.starts_at > now(session),
    )
    for group in (await session.scalars(planned)).all():
        await groups.call_group_off(session, system_actor(), group)


async def on_complaint_decided(session: AsyncSession, fact: ComplaintDecided) -> None:
    """Two have read, and decided that this specialist gets no new requests until told otherwise."""
    if fact.outcome is not ComplaintOutcome.PAUSED:
        return
    about = await specialists.of_person(session, fact.about_id)
    if about is not None and about.state is SpecialistState.ACTIVE:
        await specialist_service.pause(session, system_actor(), about.id)


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """What they asked is over, the specialist reads a farewell; as a specialist they are gone."""
    await _close_all_of(session, fact.person_id)
    await _give_seats_back(session, fact.person_id)
    mine = await specialists.of_person(session, fact.person_id)
    if mine is not None:
        await specialist_service.end(session, system_actor(), mine)
    await _answer_for_others_no_more(session, fact.person_id)


async def _close_all_of(session: AsyncSession, person_id: int) -> None:
    query = (
        select(HelpRequest)
        .where(HelpRequest.person_id == person_id, HelpRequest.state != RequestState.CLOSED)
        .order_by(HelpRequest.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for request in (await session.scalars(query)).all():
        holder = request.responsible_id
        had_it = request.state is not RequestState.WAITING
        await end(session, system_actor(), request, RequestOutcome.LAPSED)
        if had_it and holder is not None:
            await enqueue_all(session, [letters.withdrawn(request, holder)])


async def _give_seats_back(session: AsyncSession, person_id: int) -> None:
    for seat in (await session.scalars(seat_holders(person_id))).all():
        await session.delete(seat)


async def on_roles_changed(session: AsyncSession, fact: RolesChanged) -> None:
    """Whoever is no specialist any more helps no more; whoever leads no more answers no more."""
    actor = await people.actor_for(session, fact.person_id, "job")
    mine = await specialists.of_person(session, fact.person_id)
    if mine is not None and mine.activated_at and not actor.has_role(Role.SPECIALIST):
        await specialist_service.end(session, system_actor(), mine)
    if not actor.may_at_all(Action.HELP_ROUTE):
        await _answer_for_others_no_more(session, fact.person_id)


async def _answer_for_others_no_more(session: AsyncSession, person_id: int) -> None:
    """What waits with a former leader goes to another one."""
    query = (
        select(HelpRequest)
        .where(
            HelpRequest.responsible_id == person_id,
            HelpRequest.state == RequestState.WAITING,
        )
        .order_by(HelpRequest.id)
        .with_for_update(key_share=True)
    )
    for request in (await session.scalars(query)).all():
        leader = await leader_for(session, request)
        if leader is not None and leader != person_id:
            request.responsible_id = leader
            await enqueue_all(session, [letters.nobody_yet(request, leader, now(session))])


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """Nothing they asked, and nothing that names them as a specialist, stays."""
    await session.execute(
        update(HelpRequest)
        .where(HelpRequest.person_id == fact.person_id)
        .values(words=None, erase_at=None)
    )
    mine = await specialists.of_person(session, fact.person_id)
    if mine is not None:
        await specialist_service.forget(session, mine)


@use_case
async def erase_due(session: AsyncSession) -> int:
    """Empty the words of requests whose time has come, at most 200 at once."""
    due = select(HelpRequest.id).where(HelpRequest.erase_at <= now(session)).limit(_AT_ONCE)
    ids = (await session.scalars(due)).all()
    await session.execute(
        update(HelpRequest).where(HelpRequest.id.in_(ids)).values(words=None, erase_at=None)
    )
    return len(ids)
