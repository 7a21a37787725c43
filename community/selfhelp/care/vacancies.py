"""A facilitator who is silent or gone: noticed, offered to the second one, told to a leader.

Members hear nothing of it (scenario 22): to them the group goes on.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action
from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.selfhelp.care import letters
from community.selfhelp.care.models import LeadVacancy, VacancyEnd, VacancyReason
from community.selfhelp.groups.kinds import ALIVE, GroupState, LeadKind
from community.selfhelp.groups.leading import leads_of
from community.selfhelp.groups.models import GroupLead, SupportGroup

_AT_ONCE = 50


@use_case
async def notice_silent(session: AsyncSession) -> int:
    """Groups whose facilitator was not seen for two weeks; returns how many are new."""
    days = (await load_options(session)).group_silent_days
    known = select(LeadVacancy.group_id).where(LeadVacancy.ended_at.is_(None))
    query = (
        select(SupportGroup)
        .join(GroupLead, GroupLead.group_id == SupportGroup.id)
        .where(
            SupportGroup.state == GroupState.OPEN,
            GroupLead.kind == LeadKind.FACILITATOR,
            GroupLead.until.is_(None),
            GroupLead.active_at <= now(session) - timedelta(days=days),
            SupportGroup.id.not_in(known),
        )
        .order_by(SupportGroup.id)
        .limit(_AT_ONCE)
        .with_for_update(skip_locked=True, key_share=True, of=SupportGroup)
    )
    groups = (await session.scalars(query)).all()
    for group in groups:
        await open_vacancy(session, group, VacancyReason.SILENT)
    return len(groups)


async def open_vacancy(session: AsyncSession, group: SupportGroup, reason: VacancyReason) -> None:
    """In somebody's use case, the group locked; one that is open already is kept.

    Leaders know of it then: whoever was silent and is gone now is told by the reason alone.
    """
    if group.state not in ALIVE:
        return
    known = await open_one(session, group.id)
    if known is not None:
        known.reason = reason
        return
    vacancy = LeadVacancy(group_id=group.id, reason=reason, noticed_at=now(session))
    session.add(vacancy)
    await session.flush()
    told = letters.vacant(
        vacancy, await people.people_who_may(session, Action.GROUP_MANAGE, group.district_id)
    )
    for lead in await leads_of(session, group.id):
        if lead.kind is LeadKind.SECOND:
            told.append(letters.offered(vacancy, lead.person_id))
        else:
            told.append(letters.are_you_there(vacancy, lead.person_id))
    await enqueue_all(session, told)


async def settle(session: AsyncSession, group_id: int, end: VacancyEnd) -> None:
    """In somebody's use case: an offer that was made is void from now on."""
    vacancy = await open_one(session, group_id)
    if vacancy is not None:
        vacancy.ended_at, vacancy.end = now(session), end


async def open_one(session: AsyncSession, group_id: int) -> LeadVacancy | None:
    query = select(LeadVacancy).where(
        LeadVacancy.group_id == group_id, LeadVacancy.ended_at.is_(None)
    )
    found: LeadVacancy | None = await session.scalar(query)
    return found
