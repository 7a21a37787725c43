"""Noting afterwards who came, and in one line how it was."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import InvalidInput
from community.core.usecase import use_case
from community.selfhelp.groups.holding import note
from community.selfhelp.meetings.errors import MeetingAhead, MeetingOver
from community.selfhelp.meetings.kinds import MeetingState
from community.selfhelp.meetings.models import GroupAttendance, GroupMeeting
from community.selfhelp.meetings.rules import MOOD_LIMIT
from community.selfhelp.meetings.service import in_hand
from community.selfhelp.members.queries import people_inside


@use_case
async def note_attendance(
    session: AsyncSession, actor: Actor, meeting_id: int, came: Collection[int]
) -> GroupMeeting:
    """Who of the group was there; noted anew it replaces what was noted before.

    Raises NotFound, GroupClosed, MeetingAhead, MeetingOver for what was called off.
    """
    meeting, group = await in_hand(session, actor, meeting_id)
    if meeting.state in (MeetingState.CANCELLED, MeetingState.HOLIDAY):
        raise MeetingOver
    if meeting.starts_at > now(session):
        raise MeetingAhead
    present = sorted(await people_inside(session, group.id) & frozenset(came))
    await session.execute(delete(GroupAttendance).where(GroupAttendance.meeting_id == meeting.id))
    session.add_all(GroupAttendance(meeting_id=meeting.id, person_id=one) for one in present)
    meeting.state, meeting.held_at = MeetingState.HELD, meeting.held_at or now(session)
    meeting.came = len(present)
    note(session, actor, "met", group)
    return meeting


@use_case
async def note_mood(
    session: AsyncSession, actor: Actor, meeting_id: int, mood: str
) -> GroupMeeting:
    """One line for whoever leads the group. Raises NotFound, GroupClosed, MeetingAhead,
    InvalidInput.
    """
    meeting, _ = await in_hand(session, actor, meeting_id)
    if meeting.state is not MeetingState.HELD:
        raise MeetingAhead
    mood = " ".join(mood.split())
    if not mood or len(mood) > MOOD_LIMIT:
        raise InvalidInput(field="mood", limit=MOOD_LIMIT)
    meeting.mood = mood
    return meeting


@use_case
async def was_not_held(session: AsyncSession, actor: Actor, meeting_id: int) -> GroupMeeting:
    """Nobody came, or it fell through: said afterwards. Undone by noting who came.

    Raises NotFound, GroupClosed, MeetingAhead.
    """
    meeting, group = await in_hand(session, actor, meeting_id)
    if meeting.starts_at > now(session):
        raise MeetingAhead
    await session.execute(delete(GroupAttendance).where(GroupAttendance.meeting_id == meeting.id))
    meeting.state, meeting.held_at, meeting.came = MeetingState.CANCELLED, None, 0
    meeting.mood = None
    note(session, actor, "not_held", group)
    return meeting
