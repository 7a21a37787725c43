"""Requests to be let into a chat: taken up once, answered, closed."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.answering import answer, asking, is_welcome, queue
from community.chats.models import Chat, JoinRequest, Purpose, RequestState
from community.chats.raids import in_raid, is_known
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import Conflict, NotFound
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount


@use_case
async def ask_to_join(
    session: AsyncSession, chat_id: int, account: MessengerAccount
) -> JoinRequest | None:
    """Take a request up and queue the right answer. None: not a chat the club lets people into."""
    chat = await session.get_one(Chat, chat_id)
    if chat.purpose is None or chat.purpose is Purpose.GUARDIANSHIP:
        return None
    request = await _note_request(session, chat, account)
    actor = await people.actor_for(session, account.person_id, "bot")
    if await is_known(session, chat, actor) or not await in_raid(session, chat):
        await answer(session, chat, request, actor)
    else:
        request.in_raid = True
    return request


async def _note_request(
    session: AsyncSession, chat: Chat, account: MessengerAccount
) -> JoinRequest:
    request = JoinRequest(
        chat_id=chat.id,
        account_id=account.id,
        requested_at=now(session),
        state=RequestState.WAITING,
    )
    try:
        async with session.begin_nested():
            session.add(request)
    except IntegrityError:  # repeated update, or asked again: the one that waits is refreshed
        known = await session.scalar(
            select(JoinRequest).where(
                JoinRequest.chat_id == chat.id,
                JoinRequest.account_id == account.id,
                JoinRequest.state == RequestState.WAITING,
            )
        )
        assert known is not None
        known.requested_at, known.decided_by_id = request.requested_at, None
        return known
    return request


@use_case
async def take_up_again(session: AsyncSession, chat_id: int) -> None:
    """The bot was given its rights (back): let in who was waiting at a door it could not open."""
    chat, moment = await session.get_one(Chat, chat_id), now(session)
    for request in await queries.waiting_in_chat(session, chat_id):
        if await is_welcome(session, chat, await asking(session, request)):
            request.requested_at = moment  # a new attempt, under a new key
            await queue(session, request, "chats.admit")


@use_case
async def close_request(session: AsyncSession, request_id: int, state: RequestState) -> None:
    """Write down how a request ended."""
    await session.execute(
        update(JoinRequest)
        .where(JoinRequest.id == request_id, JoinRequest.state == RequestState.WAITING)
        .values(state=state, decided_at=now(session))
    )


@use_case
async def close_requests_of(
    session: AsyncSession, chat_id: int, account_id: int, state: RequestState
) -> None:
    """The messenger says that the person is in, or gave up: nothing waits any more."""
    await session.execute(
        update(JoinRequest)
        .where(
            JoinRequest.chat_id == chat_id,
            JoinRequest.account_id == account_id,
            JoinRequest.state == RequestState.WAITING,
        )
        .values(state=state, decided_at=now(session))
    )


@use_case
async def answer_request(
    session: AsyncSession, actor: Actor, request_id: int, *, admit: bool
) -> None:
    """A moderator lets somebody in or declines by hand, once.

    Raises NotFound out of reach or ended, Conflict when another moderator was faster.
    """
    reach = actor.require(Action.RAID_END)
    request = await session.get(
        JoinRequest, request_id, with_for_update=True, populate_existing=True
    )
    if request is None or request.state is not RequestState.WAITING:
        raise NotFound(kind="join_request")
    chat = await session.get_one(Chat, request.chat_id)
    if not reach.covers(chat.district_id):
        raise NotFound(kind="join_request")
    if request.decided_by_id is not None:
        raise Conflict
    request.decided_by_id = actor.person_id
    action = "admit" if admit else "decline"
    await queue(session, request, f"chats.{action}")
    subject = Subject("join_request", request.id, district_id=chat.district_id)
    record(session, actor, action, subject)
