"""The calendar of a specialist, two weeks on a page; groups are planned and called off from it."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from community.consultations.booking import groups
from community.consultations.booking import queries as bookings
from community.consultations.booking.groups import TOPIC_LIMIT, GroupPlan
from community.consultations.booking.kinds import GroupState
from community.consultations.booking.weeks import calendar
from community.consultations.specialists import queries
from community.consultations.specialists.kinds import Format, SpecialistState
from community.core.clock import local_now, now
from community.core.errors import DomainError, NotAllowed, NotFound
from community.membership.districts.queries import active_districts, all_districts
from web.auth.visit import SignedIn, Visit
from web.pages.duty.looking import day_in
from web.pages.specialists.card import is_self, may_change, require_change
from web.view.forms import Filled

router = APIRouter(prefix="/specialists/{specialist_id}")
_DAYS = 14


@router.get("/calendar")
async def show_calendar(
    visit: SignedIn, specialist_id: int, since: Annotated[str, Query(alias="from")] = ""
) -> Response:
    async with visit.read() as session:
        card = await queries.card(session, visit.actor, specialist_id)
        today = local_now(session).date()
        first = day_in(since) or today
        days = await calendar(session, visit.actor, specialist_id, first, _DAYS)
        standing = await bookings.clashes(session, card.specialist)
        places = {place.id: place for place in await all_districts(session)}
        moment = now(session)
    can_change = may_change(visit, card.specialist)
    return visit.show(
        "specialists/calendar.html",
        specialist=card.specialist,
        days=days,
        first=first,
        today=today,
        now=moment,
        step=timedelta(days=_DAYS),
        clashes=standing,
        places=places,
        is_self=is_self(visit, card.specialist),
        may_change=can_change,
        may_plan=can_change and card.specialist.state is SpecialistState.ACTIVE,
    )


@router.get("/groups/new")
async def ask_for_group(visit: SignedIn, specialist_id: int) -> Response:
    return await _show_plan(visit, specialist_id, Filled({"seats": "10"}))


@router.post("/groups/new")
async def plan_group(visit: SignedIn, specialist_id: int) -> Response:
    await require_change(visit, specialist_id)
    form = await visit.form()
    try:
        async with visit.write() as session:
            await groups.plan_group(session, visit.actor, specialist_id, _plan(visit, form))
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show_plan(visit, specialist_id, form, error)
    day = form.text("day")
    return visit.go(f"/specialists/{specialist_id}/calendar?from={day}", "group_planned")


def _plan(visit: Visit, form: Filled) -> GroupPlan:
    day = form.day("day")

    def at(clock: str) -> datetime:
        return datetime.combine(day, form.clock(clock), visit.context.zone).astimezone(UTC)

    return GroupPlan(
        speciality_id=form.whole("speciality"),
        topic=form.words("topic", TOPIC_LIMIT),
        starts_at=at("begins"),
        ends_at=at("ends"),
        seats=form.whole("seats", "2–100"),
        format=form.choice("format", Format),
        district_id=form.whole_or_none("place_id"),
    )


async def _show_plan(
    visit: Visit, specialist_id: int, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        card = await queries.card(session, visit.actor, specialist_id)
        if not may_change(visit, card.specialist):
            raise NotFound(kind="specialist")
        places = await active_districts(session)
        today = local_now(session).date()
    return visit.show(
        "specialists/group.html",
        422 if error else 200,
        card=card,
        specialist=card.specialist,
        places=places,
        today=today,
        topic_limit=TOPIC_LIMIT,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )


@router.get("/groups/{group_id}/cancel")
async def confirm_cancelling(visit: SignedIn, specialist_id: int, group_id: int) -> Response:
    async with visit.read() as session:
        card = await queries.card(session, visit.actor, specialist_id)
        group = await bookings.group(session, group_id)
        is_over = group.state is not GroupState.PLANNED or group.starts_at <= now(session)
        if (
            group.specialist_id != specialist_id
            or is_over
            or not may_change(visit, card.specialist)
        ):
            raise NotFound(kind="group")
        seated = len(await bookings.seated(session, group_id))
    return visit.show(
        "specialists/cancel_group.html", specialist=card.specialist, group=group, seated=seated
    )


@router.post("/groups/{group_id}/cancel")
async def cancel_group(visit: SignedIn, specialist_id: int, group_id: int) -> Response:
    async with visit.write() as session:
        await groups.cancel_group(session, visit.actor, group_id)
    return visit.go(f"/specialists/{specialist_id}/calendar", "group_cancelled")
