"""One specialist: whom the club knows how well, what they do, how they are reached."""

from datetime import date
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.booking.queries import clashes
from community.consultations.requests.listing import loads_of
from community.consultations.specialists import queries
from community.consultations.specialists import service as specialists
from community.consultations.specialists.models import Specialist
from community.core.actor import Action
from community.core.clock import local_now
from community.core.errors import DomainError, NotFound
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit
from web.pages.specialists.inviting import ask_link, invitation_link
from web.view.forms import Filled

router = APIRouter(prefix="/specialists")


@router.get("/me")
async def show_own_card(visit: SignedIn) -> Response:
    return await show(visit, await own_id(visit))


@router.post("/me/calendar-address")
async def new_calendar_address(visit: SignedIn) -> Response:
    """Shown once: the club keeps only what it recognises the address by."""
    async with visit.write() as session:
        secret = await specialists.new_calendar_address(session, visit.actor)
    address = f"{visit.context.site_url}/calendar/{secret}.ics"
    return await show(visit, await own_id(visit), calendar_address=address)


@router.get("/{specialist_id}")
async def show_card(visit: SignedIn, specialist_id: int) -> Response:
    return await show(visit, specialist_id)


async def own_id(visit: Visit) -> int:
    """Raises NotFound for whoever is no specialist."""
    async with visit.read() as session:
        mine = await queries.own(session, visit.actor)
    if mine is None:
        raise NotFound(kind="specialist")
    return mine.id


def is_self(visit: Visit, specialist: Specialist) -> bool:
    return visit.actor.person_id is not None and visit.actor.person_id == specialist.person_id


def may_change(visit: Visit, specialist: Specialist) -> bool:
    """A leader of the region, or the specialist; everybody else looks on."""
    return is_self(visit, specialist) or visit.may(Action.SPECIALIST_MANAGE)


async def require_change(visit: Visit, specialist_id: int) -> None:
    """Raises NotFound for whoever may look on at most, before a form of theirs is read."""
    async with visit.read() as session:
        card = await queries.card(session, visit.actor, specialist_id)
    if not may_change(visit, card.specialist):
        raise NotFound(kind="specialist")


async def show(
    visit: Visit,
    specialist_id: int,
    form: Filled | None = None,
    error: DomainError | None = None,
    calendar_address: str | None = None,
) -> Response:
    async with visit.read() as session:
        values = await _values(session, visit, specialist_id)
    return visit.show(
        "specialists/card.html",
        422 if error else 200,
        form=form or Filled({"recheck_on": values["next_year"].isoformat()}),
        mistakes=visit.mistakes(error) if error else {},
        calendar_address=calendar_address,
        **values,
    )


async def _values(session: AsyncSession, visit: Visit, specialist_id: int) -> dict[str, Any]:
    card = await queries.card(session, visit.actor, specialist_id)
    one = card.specialist
    vetted_by = {one.documents_seen_by_id, one.interviewed_by_id, one.activated_by_id}
    manages = visit.may(Action.SPECIALIST_MANAGE)
    today = local_now(session).date()
    return {
        "card": card,
        "specialist": one,
        "load": (await loads_of(session, visit.actor, [one.id])).get(one.id, 0),
        "clashes": len(await clashes(session, one)),
        "vetters": await given_names(session, vetted_by),
        "is_self": is_self(visit, one),
        "may_change": may_change(visit, one),
        "may_vet": manages and not is_self(visit, one) and one.person_id is not None,
        "may_manage": manages,
        "today": today,
        "next_year": _in_a_year(today),
        "invitation": invitation_link(visit.context, one.code) if one.code and manages else None,
        "ask_link": ask_link(visit.context, one.ask_code),
    }


def _in_a_year(day: date) -> date:
    """When documents are looked at again, unless a leader says otherwise."""
    return day.replace(year=day.year + 1, day=min(day.day, 28))
