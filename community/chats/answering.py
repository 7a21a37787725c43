"""What a request to be let into a chat is answered with.

The messenger's own calls (let in, decline, remove) are outbox rows too, so that a decision that
was saved is also carried out, whatever happens in between.
"""

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats import queries
from community.chats.doors import opens
from community.chats.models import Chat, ChatMember, JoinRequest, Purpose
from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue, enqueue_many, to_account, to_person
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount, Standing

_PARENTS_CHATS = frozenset({Purpose.REGIONAL, Purpose.DISTRICT})


async def asking(session: AsyncSession, request: JoinRequest) -> Actor:
    """Whoever asks, with the rights they hold at this moment."""
    account = await session.get_one(MessengerAccount, request.account_id)
    return await people.actor_for(session, account.person_id, "bot")


async def is_welcome(session: AsyncSession, chat: Chat, actor: Actor) -> bool:
    """Whether the door opens without anyone's further word; never for who is banned elsewhere."""
    if not await opens(session, chat, actor):
        return False
    return not await is_banned(session, actor)


async def is_banned(session: AsyncSession, actor: Actor) -> bool:
    assert actor.person_id is not None
    return await queries.banned_somewhere(session, actor.person_id)


async def answer(session: AsyncSession, chat: Chat, request: JoinRequest, actor: Actor) -> None:
    """Let in, ask the moderators about somebody banned, or lead on."""
    if await is_welcome(session, chat, actor):
        await queue(session, request, "chats.admit")
    elif await is_banned(session, actor):
        await _ask_moderators(session, chat, request)
    else:
        await _lead_on(session, chat, request, actor)


async def _ask_moderators(session: AsyncSession, chat: Chat, request: JoinRequest) -> None:
    moderators = await people.people_who_may(session, Action.RAID_END, chat.district_id)
    await enqueue_many(
        session,
        [to_person(moderator) for moderator in moderators],
        "chats.banned_asks",
        key=str(request.id),
        priority=Priority.NORMAL,
        request=request.id,
    )
    await queue(session, request, "joining.moderator_looks")


async def _lead_on(session: AsyncSession, chat: Chat, request: JoinRequest, actor: Actor) -> None:
    """Somebody who may not enter (yet) hears why, or is led through joining."""
    assert actor.person_id is not None
    person = await people.person(session, actor.person_id)
    if person.standing in (Standing.MEMBER, Standing.CANDIDATE):
        other = chat.purpose in _PARENTS_CHATS and person.standing is Standing.MEMBER
        await queue(session, request, "joining.other_chat" if other else "joining.not_open")
        await queue(session, request, "chats.decline")
    elif person.standing is Standing.APPLICANT:
        await queue(session, request, "joining.waiting")
    else:
        await queue(session, request, "joining.greet")


async def queue(session: AsyncSession, request: JoinRequest, template: str) -> None:
    """Answer this request so, once; after it was refreshed it is answered anew."""
    await enqueue(
        session,
        to_account(request.account_id),
        template,
        key=f"{request.id}:{request.requested_at.timestamp():.0f}",
        priority=Priority.ANSWER,
        request=request.id,
    )


async def take_out(session: AsyncSession, member: ChatMember, account: MessengerAccount) -> None:
    """Out of the chat, unless the door opens to them again before it is done."""
    await enqueue(
        session,
        to_account(account.id),
        "chats.remove",
        key=f"{member.id}:{now(session).timestamp():.0f}",
        priority=Priority.ANSWER,
        member=member.id,
    )
