"""The chats of self-help groups: what is said there is for those in them alone (decision 018).

Of it decide those who lead the group now, never the activists of the district. What is about one
of them, and what comes while nobody leads, is left to leaders: such an incident is `for_leaders`.
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, Purpose
from community.core.actor import Action, Actor
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.queries import chats_led_by, group_of_chat, leads_by_chat
from moderation.incidents.kinds import SanctionKind
from moderation.incidents.models import Incident, Measure, Sanction

CLOSED_CHATS = select(Chat.id).where(Chat.purpose == Purpose.GROUP)


def is_closed(chat: Chat) -> bool:
    return chat.purpose is Purpose.GROUP


def in_log(kind: str, chat: Chat) -> str:
    """What is done about a message in a group is logged without whom it concerns."""
    return f"group_{kind}" if is_closed(chat) else kind


def leads_something(actor: Actor) -> bool:
    """The database gives the facilitator's role to whoever leads a group, and to nobody else."""
    return actor.may_for_oneself(Action.GROUP_LEAD)


def stays_in(chat: Chat, kind: SanctionKind, by_id: int | None) -> bool:
    """Whether a sanction reaches no further than this chat: those who lead a group decide there.

    Whoever is banned by the machine is certain to spam, and is shut out everywhere.
    """
    return is_closed(chat) and (by_id is not None or kind is not SanctionKind.BAN)


async def leads_of(session: AsyncSession, chat: Chat) -> Sequence[int]:
    """Who leads the group of this chat now; nobody, where somebody has yet to be found."""
    return (await leads_by_chat(session, [chat.id])).get(chat.id, ())


async def place_of(session: AsyncSession, chat: Chat) -> int | None:
    """The district whose leaders look after a chat. That of a group's chat is the group's."""
    if not is_closed(chat):
        return chat.district_id
    group = await group_of_chat(session, chat.id)
    return group.district_id if group else None


def led_by(actor: Actor) -> ColumnElement[bool]:
    """Of chats: those of groups that the actor leads."""
    return Chat.id.in_(chats_led_by(actor.person_id))


def in_districts(district_ids: Sequence[int]) -> ColumnElement[bool]:
    """Of chats: those of groups of these districts."""
    here = select(SupportGroup.chat_id).where(
        SupportGroup.district_id.in_(district_ids), SupportGroup.chat_id.is_not(None)
    )
    return Chat.id.in_(here)


def counts_in(chat: Chat) -> ColumnElement[bool]:
    """Of incidents: those that speak of somebody in this chat.

    A group keeps its own count, and tells nobody outside; nor is it told how somebody was there.
    """
    if is_closed(chat):
        return Incident.chat_id == chat.id
    return Incident.chat_id.not_in(CLOSED_CHATS)


def earned_in(chat: Chat) -> ColumnElement[bool]:
    """Of sanctions: those that count in this chat."""
    return Sanction.incident_id.in_(select(Incident.id).where(counts_in(chat)))


def in_sight() -> ColumnElement[bool]:
    """Of measures: whoever reads how many chats a sanction touched learns of no group by it."""
    own = select(Incident.chat_id).join(Sanction, Sanction.incident_id == Incident.id)
    here = own.where(Sanction.id == Measure.sanction_id).correlate(Measure).scalar_subquery()
    return (Measure.chat_id == here) | Measure.chat_id.not_in(CLOSED_CHATS)
