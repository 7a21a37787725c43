"""Who leads, who is seen to lead, who is gone: listeners, wired in `deploy.assembly`."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from community.membership.leaving.facts import PersonErased
from community.selfhelp.care.models import FacilitatorNote, VacancyEnd, VacancyReason
from community.selfhelp.care.vacancies import open_vacancy, settle
from community.selfhelp.groups.facts import (
    GroupClosing,
    LeadActed,
    LeadChanged,
    LeadGone,
)
from community.selfhelp.groups.holding import locked
from community.selfhelp.groups.kinds import LeadKind
from community.selfhelp.groups.leading import leads_of


async def on_acted(session: AsyncSession, fact: LeadActed) -> None:
    """The facilitator is there: nobody need be found."""
    facilitator = await _facilitator(session, fact.group_id)
    if facilitator == fact.person_id:
        await settle(session, fact.group_id, VacancyEnd.RETURNED)


async def on_lead_changed(session: AsyncSession, fact: LeadChanged) -> None:
    """Somebody was found."""
    if fact.leads and await _facilitator(session, fact.group_id) == fact.person_id:
        await settle(session, fact.group_id, VacancyEnd.REPLACED)


async def on_gone(session: AsyncSession, fact: LeadGone) -> None:
    if await _facilitator(session, fact.group_id) is None:
        group = await locked(session, fact.group_id)
        await open_vacancy(session, group, VacancyReason.GONE)


async def on_closing(session: AsyncSession, fact: GroupClosing) -> None:
    await settle(session, fact.group_id, VacancyEnd.CLOSED)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    await session.execute(
        delete(FacilitatorNote).where(FacilitatorNote.author_id == fact.person_id)
    )


async def _facilitator(session: AsyncSession, group_id: int) -> int | None:
    leads = await leads_of(session, group_id)
    return next((one.person_id for one in leads if one.kind is LeadKind.FACILITATOR), None)
