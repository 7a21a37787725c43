"""The part of one's copy that is about self-help groups: where one was, one's own notes."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import Texts
from community.core.actor import Actor
from community.selfhelp.care.own import groups_of, met, notes_of_all
from community.selfhelp.members.kinds import MemberState


async def collect_groups(session: AsyncSession, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    return {
        "self_help": [
            {
                "title": group.title,
                "in_group": "leads" if member is None else member.state.value,
                "since": since,
            }
            for group, member, since in await groups_of(session, actor)
        ],
        "group_meetings": [
            {"at": meeting.starts_at, "title": title}
            for meeting, title in await met(session, actor)
        ],
        "group_notes": [
            {"at": note.written_at, "about": note.body}
            for note in await notes_of_all(session, actor)
        ],
    }


def group_headings(texts: Texts) -> dict[str, str]:
    return {
        "self_help": texts("Self-help groups that I was in"),
        "group_meetings": texts("Meetings of groups that I was noted at"),
        "group_notes": texts("My notes as a facilitator"),
    }


def group_values(texts: Texts) -> dict[tuple[str, str], str]:
    """The codes of these lines, in words."""
    over = texts("no longer in it")
    return {
        ("in_group", "leads"): texts("leads it"),
        ("in_group", MemberState.ASKED): texts("asked to come"),
        ("in_group", MemberState.WAITING): texts("on the waiting list"),
        ("in_group", MemberState.MEMBER): texts("in the group"),
        ("in_group", MemberState.DECLINED): over,
        ("in_group", MemberState.LEFT): over,
        ("in_group", MemberState.REMOVED): over,
        ("in_group", MemberState.ENDED): over,
    }
