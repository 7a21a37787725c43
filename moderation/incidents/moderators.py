"""Who looks after a chat, and where the card of an incident goes."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatState, Purpose
from community.core.actor import Action, Actor
from community.core.outbox.service import Recipient, to_chat, to_person
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount
from moderation.incidents.models import Incident

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


async def is_only_leader(session: AsyncSession, chat: Chat, account_id: int | None) -> bool:
    """Whether leaving to leaders what this account wrote would leave it to nobody.

    Then the other moderators decide, and their word goes no further than the message
    (`imposing.require_may_touch`).
    """
    return list(await leaders_of(session, chat)) == [await _person(session, account_id)]


async def others_who_may_decide(
    session: AsyncSession, chat: Chat, incident: Incident
) -> Sequence[int]:
    """Leaders, else the other moderators, never its author; none: the club has nobody for it."""
    author = await _person(session, incident.author_account_id)
    for circle in (leaders_of,) if incident.for_leaders else (leaders_of, moderators_of):
        if others := [one for one in await circle(session, chat) if one != author]:
            return others
    return []


async def _person(session: AsyncSession, account_id: int | None) -> int | None:
    query = select(MessengerAccount.person_id).where(MessengerAccount.id == account_id)
    person_id: int | None = await session.scalar(query)
    return person_id
