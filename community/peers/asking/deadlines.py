"""What happens by itself: the next wave, a decision that was not made, a silent conversation.

Rows say what is due; a job that looks every minute may die and come back.
"""

from collections.abc import Sequence

import structlog
from sqlalchemy import and_, delete, func, or_, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import system_actor
from community.core.clock import now
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.peers.asking import letters
from community.peers.asking.closing import close
from community.peers.asking.holding import locked
from community.peers.asking.kinds import PeerAnswer, PeerOutcome, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.mornings import awake
from community.peers.asking.rules import MONTH, QUIET_FOR
from community.peers.asking.waves import go_on, hurry
from community.relay import service as relay
from community.relay.models import Conversation

log = structlog.get_logger()
_AT_ONCE = 50


@use_case
async def pass_on_due(session: AsyncSession) -> int:
    """Do what is due, for at most 50 questions; returns for how many that went well."""
    query = (
        select(PeerRequest.id)
        .where(PeerRequest.state != PeerState.CLOSED, PeerRequest.due_at <= now(session))
        .order_by(PeerRequest.due_at)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True)
    )
    due = (await session.scalars(query)).all()
    return sum([await _alone(session, request_id) for request_id in due])


async def _alone(session: AsyncSession, request_id: int) -> bool:
    """One that cannot be moved on takes no other along; it is tried again with the next turn."""
    try:
        async with session.begin_nested():
            request = await locked(session, request_id)
            if request.state is PeerState.FOUND:
                await close(session, request, PeerOutcome.LAPSED)
            elif request.state is PeerState.LOOKING:
                await go_on(session, request)
    except SQLAlchemyError as error:
        log.error("peer_request_not_moved_on", request=request_id, error=type(error).__name__)  # noqa: TRY400
        return False
    return True


@use_case
async def not_reached(session: AsyncSession, asked_id: int) -> None:
    """Whoever was to be asked has blocked the bot: they count for nothing, others are asked."""
    known = await session.get(AskedParent, asked_id)
    if known is None:
        return
    request = await locked(session, known.request_id)
    one = await session.get_one(AskedParent, asked_id, populate_existing=True)
    if one.ended_at is None and one.answer is None:
        one.answer = PeerAnswer.UNREACHABLE
        one.answered_at = one.ended_at = now(session)
        request.asked -= 1
        await hurry(session, request)


@use_case
async def close_quiet(session: AsyncSession) -> int:
    """End conversations in which nothing was said for a month; returns how many.

    Only when a conversation has ended its words are erased.
    """
    last = func.coalesce(Conversation.last_said_at, Conversation.opened_at)
    query = (
        select(PeerRequest)
        .join(Conversation, Conversation.id == PeerRequest.conversation_id)
        .where(Conversation.closed_at.is_(None), last <= now(session) - QUIET_FOR)
        .order_by(PeerRequest.id)
        .limit(_AT_ONCE)
    )
    quiet = (await session.scalars(query)).all()
    for request in quiet:
        assert request.conversation_id is not None
        talk = await relay.close(session, system_actor(), request.conversation_id, silently=True)
        both = (talk.asker_id, talk.helper_id)
        told = [letters.talk_faded(request, one, await awake(session, one)) for one in both]
        await enqueue_all(session, told)
    return len(quiet)


@use_case
async def erase_due(session: AsyncSession) -> int:
    """Forget who asked whom, at most 50 at once; returns how many. Counts stay.

    What opened a conversation is forgotten when the conversation's words are.
    """
    talk_erased = and_(Conversation.closed_at.is_not(None), Conversation.erase_at.is_(None))
    month_ago = now(session) - MONTH  # by who was asked it is known whom to leave in peace
    query = (
        select(PeerRequest)
        .outerjoin(Conversation, Conversation.id == PeerRequest.conversation_id)
        .where(
            or_(
                PeerRequest.erase_at <= now(session),
                and_(talk_erased, PeerRequest.closed_at <= month_ago),
            )
        )
        .order_by(PeerRequest.id)
        .limit(_AT_ONCE)
    )
    due = (await session.scalars(query)).all()
    await _forget(session, due)
    return len(due)


async def _forget(session: AsyncSession, requests: Sequence[PeerRequest]) -> None:
    ids = [request.id for request in requests]
    await session.execute(delete(AskedParent).where(AskedParent.request_id.in_(ids)))
    for request in requests:
        request.person_id = request.words = request.conversation_id = request.erase_at = None
