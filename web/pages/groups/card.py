"""One group: what it is, how it is, and what a leader can do for it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.errors import DomainError
from community.core.options import load_options
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from community.selfhelp.care.queries import health_of
from community.selfhelp.groups.candidates import candidates_to_lead
from community.selfhelp.groups.kinds import ALIVE
from community.selfhelp.groups.models import SupportGroup
from community.selfhelp.groups.queries import agreement_of, within_reach
from community.selfhelp.meetings.queries import Held, held_of
from web.auth.visit import SignedIn, Visit
from web.context import WebContext
from web.view.forms import Filled

router = APIRouter(prefix="/groups/{support_group_id}")


@router.get("")
async def show_group(visit: SignedIn, support_group_id: int) -> Response:
    return await show(visit, support_group_id)


async def show(
    visit: Visit, group_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    """The card, with what was filled in and what is wrong with it, if anything is."""
    async with visit.read() as session:
        group = await within_reach(session, visit.actor, group_id)
        values = await _values(session, visit, group)
    return visit.show(
        "groups/card.html",
        422 if error else 200,
        group=group,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _values(session: AsyncSession, visit: Visit, group: SupportGroup) -> dict[str, Any]:
    health = await health_of(session, visit.actor, group)
    people = {health.facilitator_id, group.proposed_by_id}
    others = [
        one
        for one in await candidates_to_lead(session, visit.actor)
        if one.person_id != health.facilitator_id
    ]
    return {
        "health": health,
        "is_alive": group.state in ALIVE,
        "names": await given_names(session, people),
        "candidates": others,
        "agreement": await agreement_of(session, group),
        "months": by_month(await held_of(session, visit.actor, group.id), visit.context),
        "places": {place.id: place for place in await all_districts(session)},
        "silent_days": (await load_options(session)).group_silent_days,
    }


def by_month(held: Sequence[Held], context: WebContext) -> list[list[Held]]:
    """The meetings of each month by the region's calendar, in the order they came in."""

    def month(one: Held) -> tuple[int, int]:
        local = one.starts_at.astimezone(context.zone)
        return local.year, local.month

    return [list(group) for _, group in groupby(held, month)]
