"""How groups are, for leaders: number, kind and health, and nothing of who is in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatState
from community.consultations.booking.queries import supervisions
from community.core.actor import Action, Actor
from community.selfhelp.care.models import LeadVacancy, VacancyReason
from community.selfhelp.groups.kinds import GroupState, LeadKind
from community.selfhelp.groups.models import GroupLead, SupportGroup
from community.selfhelp.meetings.queries import Meetings, held_by_group, next_of

_SHOWN = (GroupState.OPEN, GroupState.PAUSED, GroupState.CLOSED)
_NONE_YET = Meetings(0, 0, None)


class Trouble(StrEnum):
    """What a leader can do something about, the most pressing first."""

    WITHOUT_LEAD = "without_lead"
    SILENT = "silent"
    NO_CHAT = "no_chat"
    NO_MEETING = "no_meeting"  # none is planned


_PRESSING = list(Trouble)


@dataclass(frozen=True)
class Health:
    """One group as leaders see it; `facilitator_id` so that its first name can be shown."""

    group: SupportGroup
    facilitator_id: int | None
    has_second: bool
    meetings: Meetings
    next_at: datetime | None
    supervised_at: datetime | None  # the last time
    troubles: Sequence[Trouble]


async def overview(session: AsyncSession, actor: Actor) -> Sequence[Health]:
    """Groups within reach; those in the worst trouble first, closed ones last."""
    reach = actor.require(Action.GROUP_MANAGE)
    query = select(SupportGroup).where(SupportGroup.state.in_(_SHOWN))
    if reach.districts is not None:
        query = query.where(SupportGroup.district_id.in_(reach.districts))
    groups = (await session.scalars(query.order_by(SupportGroup.title, SupportGroup.id))).all()
    return sorted(await _health(session, groups), key=_urgency)


def _urgency(one: Health) -> tuple[bool, int]:
    worst = min((_PRESSING.index(trouble) for trouble in one.troubles), default=len(_PRESSING))
    return one.group.state is GroupState.CLOSED, worst


async def health_of(session: AsyncSession, actor: Actor, group: SupportGroup) -> Health:
    """Of one that was read within reach already."""
    actor.require(Action.GROUP_MANAGE)
    return (await _health(session, [group]))[0]


async def _health(session: AsyncSession, groups: Sequence[SupportGroup]) -> list[Health]:
    ids = [group.id for group in groups]
    leads: dict[int, dict[LeadKind, int]] = {}
    query = select(GroupLead).where(GroupLead.group_id.in_(ids), GroupLead.until.is_(None))
    for lead in await session.scalars(query):
        leads.setdefault(lead.group_id, {})[lead.kind] = lead.person_id
    open_ones = select(LeadVacancy).where(
        LeadVacancy.group_id.in_(ids), LeadVacancy.ended_at.is_(None)
    )
    vacancies = {one.group_id: one.reason for one in await session.scalars(open_ones)}
    living = select(Chat.id).where(
        Chat.id.in_([group.chat_id for group in groups]), Chat.state == ChatState.ACTIVE
    )
    chats, held = set(await session.scalars(living)), await held_by_group(session)
    coming = await next_of(session, ids)
    leading = {mine.get(LeadKind.FACILITATOR, 0) for mine in leads.values()}
    supervised = await supervisions(session, leading)

    def health(group: SupportGroup) -> Health:
        mine, meeting = leads.get(group.id, {}), coming.get(group.id)
        signs = {
            Trouble.WITHOUT_LEAD: LeadKind.FACILITATOR not in mine,
            Trouble.SILENT: vacancies.get(group.id) is VacancyReason.SILENT,
            Trouble.NO_CHAT: group.chat_id not in chats,
            Trouble.NO_MEETING: meeting is None,
        }
        is_open = group.state is GroupState.OPEN
        return Health(
            group,
            mine.get(LeadKind.FACILITATOR),
            LeadKind.SECOND in mine,
            held.get(group.id, _NONE_YET),
            meeting.starts_at if meeting else None,
            next(iter(supervised.get(mine.get(LeadKind.FACILITATOR, 0), ())), None),
            [trouble for trouble, is_so in signs.items() if is_so and is_open],
        )

    return [health(group) for group in groups]


async def waiting_for_leaders(session: AsyncSession, actor: Actor) -> Sequence[LeadVacancy]:
    """Groups within reach that somebody must be found for: a leader's task (scenario 22)."""
    return [vacancy for vacancy, _ in await vacant_groups(session, actor)]


async def vacant_groups(
    session: AsyncSession, actor: Actor
) -> Sequence[tuple[LeadVacancy, SupportGroup]]:
    """The same with the groups themselves, the longest waiting first."""
    reach = actor.require(Action.GROUP_MANAGE)
    query = (
        select(LeadVacancy, SupportGroup)
        .join(SupportGroup, SupportGroup.id == LeadVacancy.group_id)
        .where(LeadVacancy.ended_at.is_(None))
        .order_by(LeadVacancy.noticed_at, LeadVacancy.id)
    )
    if reach.districts is not None:
        query = query.where(SupportGroup.district_id.in_(reach.districts))
    return [(vacancy, group) for vacancy, group in await session.execute(query)]
