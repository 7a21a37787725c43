"""A wave of join requests: nothing is answered, nobody is lost, one quiet word (scenario 5)."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.answering import answer, asking, is_banned, is_welcome, queue
from community.chats.errors import NoRaid
from community.chats.models import Chat, JoinRequest, Raid, RequestState
from community.chats.rules import is_over, is_raid
from community.core.actor import Action, Actor, system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.core.options import load_options
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue_many, to_person
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount, Person, Standing


async def is_known(session: AsyncSession, chat: Chat, actor: Actor) -> bool:
    """Members and those banned are answered even in a raid: it is not made of them."""
    return await is_welcome(session, chat, actor) or await is_banned(session, actor)


async def in_raid(session: AsyncSession, chat: Chat) -> bool:
    """Whether a raid goes on in the chat; the request that crosses the threshold begins it.

    Strangers of one chat take turns here, so that those who come at one moment count each other.
    """
    await session.get_one(Chat, chat.id, with_for_update=TO_CHANGE)
    if await queries.going_on(session, chat.id):
        return True
    options = await load_options(session)
    since = now(session) - timedelta(minutes=options.raid_window_minutes)
    count = await session.scalar(select(func.count()).where(*_of_strangers(chat, since)))
    if not is_raid(count or 0, options.raid_threshold):
        return False
    await _begin(session, chat, since)
    return True


def _of_strangers(chat: Chat, since: datetime) -> tuple[ColumnElement[bool], ...]:
    """Requests that nobody answered yet, of people the club does not know as its own.

    Members may come in a crowd: a leader has just posted the link.
    """
    strangers = (
        select(MessengerAccount.id)
        .join(Person, Person.id == MessengerAccount.person_id)
        .where(Person.standing != Standing.MEMBER)
    )
    return (
        JoinRequest.chat_id == chat.id,
        JoinRequest.requested_at > since,
        JoinRequest.state.in_([RequestState.WAITING, RequestState.GONE]),
        JoinRequest.account_id.in_(strangers),
    )


async def _begin(session: AsyncSession, chat: Chat, since: datetime) -> None:
    """Stop answering; one quiet word to the moderators, none to the chat."""
    raid = Raid(chat_id=chat.id, began_at=now(session))
    try:
        async with session.begin_nested():
            session.add(raid)
    except IntegrityError:  # another request crossed the threshold at the same moment
        return
    await session.execute(
        update(JoinRequest)
        .where(*_of_strangers(chat, since), JoinRequest.state == RequestState.WAITING)
        .values(in_raid=True)
    )
    subject = Subject("raid", raid.id, district_id=chat.district_id)
    record(session, system_actor("bot"), "begin", subject, chat=chat.id)
    await _tell_moderators(session, raid, chat, key=str(raid.id))


async def _tell_moderators(session: AsyncSession, raid: Raid, chat: Chat, key: str) -> None:
    moderators = await people.people_who_may(session, Action.RAID_END, chat.district_id)
    await enqueue_many(
        session,
        [to_person(moderator) for moderator in moderators],
        "chats.raid",
        key=key,
        priority=Priority.ANSWER,
        raid=raid.id,
    )


@use_case
async def end_raid(
    session: AsyncSession, actor: Actor, raid_id: int, *, decline_strangers: bool
) -> int:
    """Back to normal; returns how many requests were taken up again or declined.

    Strangers are those who never spoke with the bot; whoever did is led on in any case.
    Raises NotFound out of reach, NoRaid when it is over already.
    """
    reach = actor.require(Action.RAID_END)
    raid = await session.get(Raid, raid_id, with_for_update=True, populate_existing=True)
    if raid is None:
        raise NotFound(kind="raid")
    chat = await session.get_one(Chat, raid.chat_id)
    if not reach.covers(chat.district_id):
        raise NotFound(kind="raid")
    if raid.ended_at is not None:
        raise NoRaid
    raid.ended_at, raid.ended_by_id = now(session), actor.person_id
    subject = Subject("raid", raid.id, district_id=chat.district_id)
    record(session, actor, "end", subject, declined=decline_strangers)
    requests = [r for r in await queries.waiting_in_chat(session, chat.id) if r.in_raid]
    for request in requests:
        await _answer_after(session, chat, request, decline_strangers=decline_strangers)
    return len(requests)


async def _answer_after(
    session: AsyncSession, chat: Chat, request: JoinRequest, *, decline_strangers: bool
) -> None:
    request.in_raid = False
    account = await session.get_one(MessengerAccount, request.account_id)
    actor = await asking(session, request)
    stranger = not account.reachable and not await is_known(session, chat, actor)
    if decline_strangers and stranger:
        await queue(session, request, "chats.decline")
    else:
        await answer(session, chat, request, actor)


@use_case
async def watch_raids(session: AsyncSession) -> None:
    """An hourly word about each raid that goes on; one that calmed down ends by itself."""
    calm = timedelta(minutes=(await load_options(session)).raid_calm_minutes)
    moment = now(session)
    for raid in (await session.scalars(select(Raid).where(Raid.ended_at.is_(None)))).all():
        if is_over(await _last_request(session, raid), moment, calm):
            await end_raid(session, system_actor(), raid.id, decline_strangers=False)
        elif hours := int((moment - raid.began_at).total_seconds() // 3600):
            chat = await session.get_one(Chat, raid.chat_id)
            await _tell_moderators(session, raid, chat, key=f"{raid.id}:{hours}")


async def _last_request(session: AsyncSession, raid: Raid) -> datetime:
    query = select(func.max(JoinRequest.requested_at)).where(
        JoinRequest.chat_id == raid.chat_id, JoinRequest.in_raid
    )
    last: datetime | None = await session.scalar(query)
    return max(last or raid.began_at, raid.began_at)
