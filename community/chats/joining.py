"""Answering requests to be let into a chat: members at once, strangers through joining, raids not.

The messenger's own calls (let in, decline, remove) are outbox rows too, so that a decision that
was saved is also carried out, whatever happens in between.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.errors import NoRaid
from community.chats.models import Chat, JoinRequest, Purpose, Raid, RequestState
from community.chats.rules import is_over, is_raid, may_enter
from community.core.actor import Action, Actor, system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import Conflict, NotFound
from community.core.options import load_options
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue, to_account, to_person
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.facts import (
    PersonAdmitted,
    PersonLeft,
    PersonRefused,
    RolesChanged,
)
from community.membership.people.models import MessengerAccount, Person, Standing

_PARENTS_CHATS = frozenset({Purpose.REGIONAL, Purpose.DISTRICT})


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
    if await _is_known(session, chat, actor) or not await _in_raid(session, chat):
        await _answer(session, chat, request, actor)
    else:
        request.in_raid = True
    return request


async def _is_known(session: AsyncSession, chat: Chat, actor: Actor) -> bool:
    """Members and those banned are answered even in a raid: it is not made of them."""
    assert actor.person_id is not None
    return may_enter(actor, chat.purpose, chat.district_id) or await queries.banned_somewhere(
        session, actor.person_id
    )


async def _answer(session: AsyncSession, chat: Chat, request: JoinRequest, actor: Actor) -> None:
    assert actor.person_id is not None
    if await queries.banned_somewhere(session, actor.person_id):
        await _ask_moderators(session, chat, request)
    elif may_enter(actor, chat.purpose, chat.district_id):
        await _queue(session, request, "chats.admit")
    else:
        await _lead_on(session, chat, request, actor)


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


async def _in_raid(session: AsyncSession, chat: Chat) -> bool:
    if await queries.going_on(session, chat.id):
        return True
    options = await load_options(session)
    since = now(session) - timedelta(minutes=options.raid_window_minutes)
    count = await session.scalar(select(func.count()).where(*_of_strangers(chat, since)))
    if not is_raid(count or 0, options.raid_threshold):
        return False
    await _begin_raid(session, chat, since)
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


async def _begin_raid(session: AsyncSession, chat: Chat, since: datetime) -> None:
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
    for person_id in await people.people_who_may(session, Action.RAID_END, chat.district_id):
        await enqueue(
            session,
            to_person(person_id),
            "chats.raid",
            key=key,
            priority=Priority.ANSWER,
            raid=raid.id,
        )


async def _ask_moderators(session: AsyncSession, chat: Chat, request: JoinRequest) -> None:
    for person_id in await people.people_who_may(session, Action.RAID_END, chat.district_id):
        await enqueue(
            session,
            to_person(person_id),
            "chats.banned_asks",
            key=str(request.id),
            request=request.id,
        )
    await _queue(session, request, "joining.moderator_looks")


async def _lead_on(session: AsyncSession, chat: Chat, request: JoinRequest, actor: Actor) -> None:
    """Somebody who may not enter (yet) hears why, or is led through joining."""
    assert actor.person_id is not None
    person = await people.person(session, actor.person_id)
    if person.standing in (Standing.MEMBER, Standing.CANDIDATE):
        other = chat.purpose in _PARENTS_CHATS and person.standing is Standing.MEMBER
        await _queue(session, request, "joining.other_chat" if other else "joining.not_open")
        await _queue(session, request, "chats.decline")
    elif person.standing is Standing.APPLICANT:
        await _queue(session, request, "joining.waiting")
    else:
        await _queue(session, request, "joining.greet")


async def _queue(session: AsyncSession, request: JoinRequest, template: str) -> None:
    await enqueue(
        session,
        to_account(request.account_id),
        template,
        # A request that was refreshed is answered anew.
        key=f"{request.id}:{request.requested_at.timestamp():.0f}",
        priority=Priority.ANSWER,
        request=request.id,
    )


@use_case
async def take_up_again(session: AsyncSession, chat_id: int) -> None:
    """The bot was given its rights (back): let in who was waiting at a door it could not open."""
    moment = now(session)
    for request in await queries.waiting_in_chat(session, chat_id):
        account = await session.get_one(MessengerAccount, request.account_id)
        actor = await people.actor_for(session, account.person_id, "bot")
        chat = await session.get_one(Chat, chat_id)
        if may_enter(actor, chat.purpose, chat.district_id):
            request.requested_at = moment  # a new attempt, under a new key
            await _queue(session, request, "chats.admit")


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
    await _queue(session, request, f"chats.{action}")
    subject = Subject("join_request", request.id, district_id=chat.district_id)
    record(session, actor, action, subject)


@use_case
async def end_raid(
    session: AsyncSession, actor: Actor, raid_id: int, *, decline_strangers: bool
) -> int:
    """Back to normal; returns how many requests were taken up again or declined.

    Strangers are those who never spoke with the bot; whoever did is led on in any case.
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
        await _after_raid(session, chat, request, decline_strangers=decline_strangers)
    return len(requests)


async def _after_raid(
    session: AsyncSession, chat: Chat, request: JoinRequest, *, decline_strangers: bool
) -> None:
    request.in_raid = False
    account = await session.get_one(MessengerAccount, request.account_id)
    actor = await people.actor_for(session, account.person_id, "bot")
    known = account.reachable or await _is_known(session, chat, actor)
    if decline_strangers and not known:
        await _queue(session, request, "chats.decline")
    else:
        await _answer(session, chat, request, actor)


@use_case
async def watch_raids(session: AsyncSession) -> None:
    """An hourly word about each raid that goes on; one that calmed down ends by itself."""
    calm = timedelta(minutes=(await load_options(session)).raid_calm_minutes)
    moment = now(session)
    for raid in (await session.scalars(select(Raid).where(Raid.ended_at.is_(None)))).all():
        last = await session.scalar(
            select(func.max(JoinRequest.requested_at)).where(JoinRequest.chat_id == raid.chat_id)
        )
        if is_over(last or raid.began_at, moment, calm):
            await end_raid(session, system_actor(), raid.id, decline_strangers=False)
        else:
            hours = int((moment - raid.began_at).total_seconds() // 3600)
            chat = await session.get_one(Chat, raid.chat_id)
            if hours:
                await _tell_moderators(session, raid, chat, key=f"{raid.id}:{hours}")


async def on_admitted(session: AsyncSession, fact: PersonAdmitted | RolesChanged) -> None:
    """Let a person into what they asked for, now that they may; other requests are declined."""
    if await queries.banned_somewhere(session, fact.person_id):
        return  # a moderator looks first
    actor = await people.actor_for(session, fact.person_id, "bot")
    for request, chat in await queries.waiting_requests_of(session, fact.person_id):
        if may_enter(actor, chat.purpose, chat.district_id):
            await _queue(session, request, "chats.admit")
        elif isinstance(fact, PersonAdmitted):
            await _queue(session, request, "chats.decline")


async def on_refused(session: AsyncSession, fact: PersonRefused) -> None:
    """Nothing that a refused person asked for waits any longer."""
    for request, _chat in await queries.waiting_requests_of(session, fact.person_id):
        await _queue(session, request, "chats.decline")


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """Take a person out of every chat, and their waiting requests with them."""
    for request, _chat in await queries.waiting_requests_of(session, fact.person_id):
        await _queue(session, request, "chats.decline")
    await _remove_where(session, fact.person_id, lambda _actor, _chat: True)


async def on_roles_changed(session: AsyncSession, fact: RolesChanged) -> None:
    """A new role may open a chat; a lost one closes the activists' chat."""
    await on_admitted(session, fact)

    def lost(actor: Actor, chat: Chat) -> bool:
        core = chat.purpose is Purpose.ACTIVISTS
        return core and not may_enter(actor, chat.purpose, chat.district_id)

    await _remove_where(session, fact.person_id, lost)


async def _remove_where(
    session: AsyncSession, person_id: int, unwanted: Callable[[Actor, Chat], bool]
) -> None:
    actor = await people.actor_for(session, person_id, "bot")
    for member, chat, account in await queries.memberships_of(session, person_id):
        if unwanted(actor, chat):
            await enqueue(
                session,
                to_account(account.id),
                "chats.remove",
                key=f"{member.id}:{now(session).timestamp():.0f}",
                priority=Priority.ANSWER,
                member=member.id,
            )
