"""Who looks after a chat, and where the card of an incident goes."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatState, Purpose
from community.core.actor import Action, Actor
from community.core.outbox.service import Recipient, to_chat, to_person
from community.membership.people import queries as people

# Only leaders hold it: what is about a moderator is decided by whoever sets the rules.
LEADERS_ACTION = Action.CHAT_RULES_EDIT


def may_decide(actor: Actor, chat: Chat, *, for_leaders: bool) -> bool:
    """Whether an incident in this chat is within the actor's reach."""
    action = LEADERS_ACTION if for_leaders else Action.INCIDENT_DECIDE
    return actor.may(action, chat.district_id)


async def card_recipients(
    session: AsyncSession, chat: Chat, *, for_leaders: bool
) -> list[Recipient]:
    """The activists' chat of the district, else of the region, else each moderator in private.

    What is about a moderator goes to leaders in private.
    """
    if for_leaders:
        return [to_person(leader) for leader in await leaders_of(session, chat)]
    if moderators_chat := await moderators_chat_of(session, chat):
        return [to_chat(moderators_chat.id)]
    return [to_person(moderator) for moderator in await moderators_of(session, chat)]


async def moderators_chat_of(session: AsyncSession, chat: Chat) -> Chat | None:
    """Where the moderators of a chat talk among themselves."""
    query = (
        select(Chat)
        .where(
            Chat.purpose == Purpose.ACTIVISTS,
            Chat.state == ChatState.ACTIVE,
            Chat.id != chat.id,
            or_(Chat.district_id == chat.district_id, Chat.district_id.is_(None)),
        )
        .order_by(Chat.district_id.is_(None), Chat.id)
        .limit(1)
    )
    found: Chat | None = await session.scalar(query)
    return found


async def moderators_of(session: AsyncSession, chat: Chat) -> Sequence[int]:
    return await people.people_who_may(session, Action.INCIDENT_DECIDE, chat.district_id)


async def leaders_of(session: AsyncSession, chat: Chat) -> Sequence[int]:
    return await people.people_who_may(session, LEADERS_ACTION, chat.district_id)
