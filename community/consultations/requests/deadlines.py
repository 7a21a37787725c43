"""What happens when a deadline has passed: nothing ever lies forgotten (feature 35).

Rows say what is due; a job that looks every minute may die and come back, nothing is kept in it.
"""

from datetime import timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests import letters
from community.consultations.requests.holding import locked, note
from community.consultations.requests.kinds import OfferAnswer, RequestState
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.requests.rules import LOOK_AGAIN
from community.consultations.requests.triage import (
    answer_offer,
    leader_for,
    look_for_somebody,
)
from community.consultations.specialists.models import Specialist
from community.core.actor import system_actor
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case

log = structlog.get_logger()
_AT_ONCE = 50
_PATIENCE = 2  # reminders, before a leader hears that nobody answers


@use_case
async def pass_on_due(session: AsyncSession) -> int:
    """Do what is due, for at most 50 requests; returns for how many that went well."""
    query = (
        select(HelpRequest.id)
        .where(HelpRequest.state != RequestState.CLOSED, HelpRequest.due_at <= now(session))
        .order_by(HelpRequest.due_at)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    due = (await session.scalars(query)).all()
    return sum([await _alone(session, request_id) for request_id in due])


async def _alone(session: AsyncSession, request_id: int) -> bool:
    """One that cannot be moved on takes no other along; it is tried again with the next turn."""
    try:
        async with session.begin_nested():
            await _move_on(session, await locked(session, request_id))
    except SQLAlchemyError as error:
        log.error("request_not_moved_on", request=request_id, error=type(error).__name__)  # noqa: TRY400
        return False
    return True


async def _move_on(session: AsyncSession, request: HelpRequest) -> None:
    if request.state is RequestState.OFFERED:
        await _offer_again(session, request)
    elif request.state is RequestState.WAITING:
        await _look_again(session, request)
    elif request.state is RequestState.TAKEN:
        await _ask_for_answer(session, request)


async def _offer_again(session: AsyncSession, request: HelpRequest) -> None:
    """Nothing was heard of whoever was asked: the next one is."""
    silent = await session.get_one(Specialist, request.specialist_id)
    await answer_offer(session, request, OfferAnswer.EXPIRED)
    note(session, system_actor(), "expire", request, specialist=silent.id)
    await look_for_somebody(session, request)
    if silent.person_id is not None:
        await enqueue_all(session, [letters.card_changed(request, silent.person_id)])
    await tell_leader_in_time(session, request)


@use_case
async def not_reached(session: AsyncSession, request_id: int, offer_id: int) -> None:
    """Whoever was asked has blocked the bot: the next one is asked at once, not in half a day."""
    request = await locked(session, request_id)
    query = select(Offer.id).where(Offer.id == offer_id, Offer.answered_at.is_(None))
    if request.state is RequestState.OFFERED and await session.scalar(query) is not None:
        await _offer_again(session, request)


async def _look_again(session: AsyncSession, request: HelpRequest) -> None:
    """Somebody may be free by now; if not, both sides hear where it stands."""
    await look_for_somebody(session, request)
    if request.state is not RequestState.WAITING:
        return
    moment = now(session)
    request.responsible_id = await leader_for(session, request) or request.responsible_id
    request.due_at = moment + LOOK_AGAIN
    assert request.responsible_id is not None
    leader = letters.nobody_yet(request, request.responsible_id, moment)
    await enqueue_all(session, [leader, letters.still_waiting(request, moment)])


async def tell_leader_in_time(session: AsyncSession, request: HelpRequest) -> None:
    """A day has passed and nobody has taken it: a leader hears of it, once (scenario 11)."""
    hours = (await load_options(session)).help_leader_hours
    moment = now(session)
    is_late = moment >= request.asked_at + timedelta(hours=hours)
    if request.leader_told_at is not None or not is_late:
        return
    if leader := await leader_for(session, request):
        request.leader_told_at = moment
        await enqueue_all(session, [letters.nobody_yet(request, leader, moment)])


@use_case
async def tell_leaders(session: AsyncSession) -> int:
    """The same for what is offered at this very moment; returns how many were looked at."""
    hours = (await load_options(session)).help_leader_hours
    query = (
        select(HelpRequest)
        .where(
            HelpRequest.state == RequestState.OFFERED,
            HelpRequest.leader_told_at.is_(None),
            HelpRequest.asked_at <= now(session) - timedelta(hours=hours),
        )
        .order_by(HelpRequest.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    late = (await session.scalars(query)).all()
    for request in late:
        await tell_leader_in_time(session, request)
    return sum(request.leader_told_at is not None for request in late)


async def _ask_for_answer(session: AsyncSession, request: HelpRequest) -> None:
    """Whoever took it is reminded; after two reminders a leader hears, and may give it on."""
    moment = now(session)
    specialist = await session.get_one(Specialist, request.specialist_id)
    request.reminders += 1
    options = await load_options(session)
    request.due_at = moment + timedelta(hours=options.help_answer_hours)
    note(session, system_actor(), "remind", request, reminders=request.reminders)
    told = []
    if specialist.person_id is not None:
        told.append(letters.answer_owed(request, specialist.person_id, moment))
    if request.reminders > _PATIENCE and (leader := await leader_for(session, request)):
        told += letters.not_answered(request, [leader], moment)
    await enqueue_all(session, told)
