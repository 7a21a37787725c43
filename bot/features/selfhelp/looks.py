"""What the screens of a group are made of, read once for each of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogs import actor_of, chosen, context_of
from community.chats.models import Chat
from community.core.actor import Actor
from community.core.errors import NotFound
from community.membership.districts.models import District
from community.membership.districts.queries import all_districts
from community.membership.people import queries as people
from community.selfhelp.groups import queries as groups
from community.selfhelp.groups.kinds import LeadKind
from community.selfhelp.groups.leading import leads_of
from community.selfhelp.meetings import queries as meetings
from community.selfhelp.meetings.models import GroupMeeting, GroupRhythm
from community.selfhelp.members.queries import Own, own
from community.selfhelp.members.room import chat_of


@dataclass(frozen=True)
class Shown:
    """A group as one person sees it. What is for those inside is empty for the others."""

    own: Own
    words: str  # what its members agree to
    number: int  # of those words
    led_by: str | None
    rhythm: GroupRhythm | None
    places: Mapping[int, District]
    next: GroupMeeting | None
    chat: Chat | None


def group_id_of(manager: DialogManager) -> int:
    return int(chosen(manager, "group") or 0)


async def shown_group(manager: DialogManager) -> Shown:
    """The group that the screen is about. Raises NotFound."""
    async with context_of(manager).database.read() as session:
        return await look(session, actor_of(manager), group_id_of(manager), code_of(manager))


def code_of(manager: DialogManager) -> str | None:
    """Of the link that led here."""
    code: str | None = manager.dialog_data.get("code")
    return code


async def look(session: AsyncSession, actor: Actor, group_id: int, code: str | None) -> Shown:
    """Raises NotFound for what is neither in sight, nor linked to, nor the person's own."""
    mine = await own(session, actor, group_id)
    if mine.member is None and mine.lead is None and code != mine.group.code:
        seen = {group.id for group in await groups.in_sight(session, actor)}
        if group_id not in seen:
            raise NotFound(kind="group")
    agreement = await groups.agreement_of(session, mine.group)
    inside = mine.is_inside
    return Shown(
        own=mine,
        words=agreement.body,
        number=agreement.number,
        led_by=await _led_by(session, group_id),
        rhythm=await session.get(GroupRhythm, group_id),
        places={place.id: place for place in await all_districts(session)},
        next=await meetings.next_meeting(session, actor, group_id) if inside else None,
        chat=await chat_of(session, mine.group) if inside else None,
    )


async def _led_by(session: AsyncSession, group_id: int) -> str | None:
    """The first name of the facilitator: whoever wants to come may know to whom."""
    for lead in await leads_of(session, group_id):
        if lead.kind is LeadKind.FACILITATOR:
            names = await people.given_names(session, [lead.person_id])
            return names.get(lead.person_id)
    return None
