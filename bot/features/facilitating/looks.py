"""What the desk is made of, read once for each screen, for whoever leads the group alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aiogram_dialog import DialogManager

from bot.dialogs import actor_of, context_of
from community.chats.models import Chat
from community.consultations.booking.queries import supervisions
from community.core.clock import now
from community.selfhelp.groups.kinds import LeadKind
from community.selfhelp.groups.leading import leads_of
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.queries import group_by_id
from community.selfhelp.meetings import queries as meetings
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupMeeting
from community.selfhelp.members import queries as members
from community.selfhelp.members.kinds import MemberState
from community.selfhelp.members.queries import Asking
from community.selfhelp.members.room import chat_of


@dataclass(frozen=True)
class Desk:
    """`to_note` is the oldest meeting that is over and of which nobody said who came."""

    group: SupportGroup
    kind: LeadKind
    has_second: bool
    asking: Sequence[Asking]
    waiting: int
    next: GroupMeeting | None
    to_note: GroupMeeting | None
    chat: Chat | None
    supervised: Sequence[datetime]  # the last time first


def group_id_of(manager: DialogManager) -> int:
    return int(manager.dialog_data.get("group") or 0)


async def desk_of(manager: DialogManager) -> Desk:
    """Raises NotFound, also when somebody else leads it now."""
    actor, group_id = actor_of(manager), group_id_of(manager)
    async with context_of(manager).database.read() as session:
        lead = await members.require_lead(session, actor, group_id)
        group = await group_by_id(session, group_id)
        asking = await members.asking(session, actor, group_id)
        past = await meetings.past(session, actor, group_id)
        moment = now(session)
        unnoted = [
            one for one in past if one.state is MeetingState.PLANNED and one.ends_at <= moment
        ]
        return Desk(
            group=group,
            kind=lead.kind,
            has_second=len(await leads_of(session, group_id)) > 1,
            asking=[one for one in asking if one.member.state is MemberState.ASKED],
            waiting=await members.line_length(session, group_id),
            next=await meetings.next_meeting(session, actor, group_id),
            to_note=unnoted[-1] if unnoted else None,
            chat=await chat_of(session, group),
            supervised=(await supervisions(session, [lead.person_id])).get(lead.person_id, ()),
        )


async def led_group(manager: DialogManager) -> SupportGroup:
    """Raises NotFound."""
    async with context_of(manager).database.read() as session:
        await members.require_lead(session, actor_of(manager), group_id_of(manager))
        return await group_by_id(session, group_id_of(manager))
