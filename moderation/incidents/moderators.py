"""Who looks after a chat, and where the card of an incident goes."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatState, Purpose
from community.core.actor import Action, Actor
from community.core.errors import NotAllowed
from community.core.outbox.service import Recipient, to_chat, to_person
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount
from moderation.incidents.closed import is_closed, leads_of, leads_something, place_of
from moderation.incidents.models import Incident

# Only leaders hold it: what is about a moderator is decided by whoever sets the rules.
LEADERS_ACTION = Action.CHAT_RULES_EDIT


def moderates(actor: Actor, right: Action = Action.INCIDENT_VIEW) -> bool:
    """Whether the actor looks after any chat at all, by a role or by leading a group."""
    return actor.may_at_all(right) or leads_something(actor)


def require_moderator(actor: Actor, right: Action = Action.INCIDENT_DECIDE) -> None:
    """Raises NotAllowed."""
    if not moderates(actor, right):
        raise NotAllowed(action=right.value)


async def may_decide(session: AsyncSession, actor: Actor, chat: Chat, *, for_leaders: bool) -> bool:
    """Whether an incident in this chat is within the actor's reach."""
    if for_leaders:
        return actor.may(LEADERS_ACTION, await place_of(session, chat))
    if not is_closed(chat):
        return actor.may(Action.INCIDENT_DECIDE, chat.district_id)
    return actor.system or actor.person_id in await leads_of(session, chat)


async def answers_for(session: AsyncSession, actor: Actor, incident: Incident, chat: Chat) -> bool:
    """Whether the actor may take back what came of an incident: a sanction, a lesson.

    In open chats any moderator may, also where the incident itself was left to leaders.
    """
    for_leaders = is_closed(chat) and incident.for_leaders
    return await may_decide(session, actor, chat, for_leaders=for_leaders)


async def may_command(session: AsyncSession, actor: Actor, chat: Chat) -> bool:
    """Whether the actor looks after what is said in this chat at this moment."""
    unled = is_closed(chat) and not await leads_of(session, chat)
    return await may_decide(session, actor, chat, for_leaders=unled)


async def card_recipients(
    session: AsyncSession, chat: Chat, *, for_leaders: bool
) -> list[Recipient]:
    """The activists' chat of the district, else of the region, else each moderator in private.

    What is about a moderator goes to leaders in private. Of a group's chat those who lead it are
    told, in private as well.
    """
    if for_leaders:
        return [to_person(leader) for leader in await leaders_of(session, chat)]
    if moderators_chat := await moderators_chat_of(session, chat):
        return [to_chat(moderators_chat.id)]
    return [to_person(moderator) for moderator in await moderators_of(session, chat)]


async def moderators_chat_of(session: AsyncSession, chat: Chat) -> Chat | None:
    """Where the moderators of a chat talk among themselves; of a group's, nowhere."""
    if is_closed(chat):
        return None
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
    """Of a group's chat those who lead it; as the last resort, while nobody does, leaders."""
    if is_closed(chat):
        return await leads_of(session, chat) or await leaders_of(session, chat)
    return await people.people_who_may(session, Action.INCIDENT_DECIDE, chat.district_id)


async def leaders_of(session: AsyncSession, chat: Chat) -> Sequence[int]:
    place = await place_of(session, chat)
    return await people.people_who_may(session, LEADERS_ACTION, place)


async def is_only_leader(session: AsyncSession, chat: Chat, account_id: int | None) -> bool:
    """Whether leaving to leaders what this account wrote would leave it to nobody.

    Then the other moderators decide, and their word goes no further than the message
    (`imposing.require_may_touch`). In a group there must be one: else a new leader is waited for.
    """
    author = await _person(session, account_id)
    if list(await leaders_of(session, chat)) != [author]:
        return False
    return not is_closed(chat) or any(one != author for one in await leads_of(session, chat))


async def left_to_leaders(
    session: AsyncSession, chat: Chat, account_id: int | None, *, in_distress: bool
) -> bool:
    """Whether what this account wrote in a group's chat is not for those who lead the group.

    It is about one of them, or nobody leads it. To one in distress the other lead may come.
    """
    author = await _person(session, account_id)
    leads = await leads_of(session, chat)
    if in_distress:
        return all(one == author for one in leads)
    if author in leads:
        return not await is_only_leader(session, chat, account_id)
    return not leads


async def others_who_may_decide(
    session: AsyncSession, chat: Chat, incident: Incident
) -> Sequence[int]:
    """Leaders, else the other moderators, never its author; none: the club has nobody for it.

    In a group's chat leaders are told of nothing that is not left to them.
    """
    author = await _person(session, incident.author_account_id)
    circles = [moderators_of] if is_closed(chat) else [leaders_of, moderators_of]
    for circle in [leaders_of] if incident.for_leaders else circles:
        if others := [one for one in await circle(session, chat) if one != author]:
            return others
    return []


async def _person(session: AsyncSession, account_id: int | None) -> int | None:
    query = select(MessengerAccount.person_id).where(MessengerAccount.id == account_id)
    person_id: int | None = await session.scalar(query)
    return person_id
