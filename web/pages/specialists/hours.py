"""Hours of work as in the bot: the week, single days and days of travel, time off."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.booking.queries import clashes
from community.consultations.booking.service import tell_of_clashes
from community.consultations.schedule import service as schedule
from community.consultations.schedule.queries import hours_of
from community.consultations.schedule.service import Span
from community.consultations.specialists import queries
from community.consultations.specialists.kinds import Format
from community.core.clock import local_now
from community.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn, Visit
from web.pages.specialists.card import is_self, may_change, require_change
from web.view.forms import Filled

router = APIRouter(prefix="/specialists/{specialist_id}/hours")
_DAY = timedelta(days=1)
Change = Callable[[AsyncSession, Filled], Awaitable[Any]]


@router.get("")
async def show_hours(visit: SignedIn, specialist_id: int) -> Response:
    return await _show(visit, specialist_id)


@router.post("/week")
async def add_to_week(visit: SignedIn, specialist_id: int) -> Response:
    async def change(session: AsyncSession, form: Filled) -> None:
        weekdays, span = form.numbers("weekday_"), _span(form)
        await schedule.add_to_weekdays(session, visit.actor, specialist_id, weekdays, span)

    return await _change(visit, specialist_id, change)


@router.post("/week/{hours_id}/drop")
async def drop_of_week(visit: SignedIn, specialist_id: int, hours_id: int) -> Response:
    async def change(session: AsyncSession, _: Filled) -> None:
        await schedule.drop_hours(session, visit.actor, hours_id)

    return await _change(visit, specialist_id, change)


@router.post("/days")
async def add_to_day(visit: SignedIn, specialist_id: int) -> Response:
    """With a district it is a day of travel there."""

    async def change(session: AsyncSession, form: Filled) -> None:
        day, span, place = form.day("day"), _span(form), form.whole_or_none("travel_id")
        await schedule.add_to_day(session, visit.actor, specialist_id, day, span, district_id=place)

    return await _change(visit, specialist_id, change)


@router.post("/days/drop")
async def drop_day(visit: SignedIn, specialist_id: int) -> Response:
    """The hours of the week hold again on that day."""

    async def change(session: AsyncSession, form: Filled) -> None:
        await schedule.set_day(session, visit.actor, specialist_id, form.day("day"), [])

    return await _change(visit, specialist_id, change)


@router.post("/off")
async def take_off(visit: SignedIn, specialist_id: int) -> Response:
    """Whole days, or some hours of the first … last one."""

    async def change(session: AsyncSession, form: Filled) -> None:
        begins = _moment(visit, form, "first_off_day", "off_begins", time.min)
        ends = _moment(visit, form, "last_off_day", "off_ends", None)
        await schedule.take_off(session, visit.actor, specialist_id, begins, ends)

    return await _change(visit, specialist_id, change)


@router.post("/off/{time_off_id}/back")
async def back_early(visit: SignedIn, specialist_id: int, time_off_id: int) -> Response:
    async def change(session: AsyncSession, _: Filled) -> None:
        await schedule.back_early(session, visit.actor, time_off_id)

    return await _change(visit, specialist_id, change)


def _span(form: Filled) -> Span:
    way = form.choice("format", Format) if form.text("format") else None
    return Span(form.clock("begins"), form.clock("ends"), way)


def _moment(visit: Visit, form: Filled, day: str, clock: str, usual: time | None) -> datetime:
    """Without a clock time a whole day: from its beginning, to the beginning of the next."""
    chosen = form.day(day)
    if form.text(clock):
        at = datetime.combine(chosen, form.clock(clock), visit.context.zone)
    elif usual is not None:
        at = datetime.combine(chosen, usual, visit.context.zone)
    else:
        at = datetime.combine(_next(chosen, day), time.min, visit.context.zone)
    return at.astimezone(UTC)


def _next(day: date, field: str) -> date:
    try:
        return day + _DAY
    except OverflowError:
        raise InvalidInput(field=field) from None


async def _change(visit: Visit, specialist_id: int, change: Change) -> Response:
    await require_change(visit, specialist_id)
    form = await visit.form()
    try:
        async with visit.write() as session:
            await change(session, form)
            await tell_of_clashes(session, visit.actor, specialist_id)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, specialist_id, form, error)
    return visit.go(f"/specialists/{specialist_id}/hours", "hours_saved")


async def _show(
    visit: Visit, specialist_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        card = await queries.card(session, visit.actor, specialist_id)
        weekly, single, off = await hours_of(session, specialist_id)
        places = {place.id: place for place in await all_districts(session)}
        standing = await clashes(session, card.specialist)
        today = local_now(session).date()
    return visit.show(
        "specialists/hours.html",
        422 if error else 200,
        specialist=card.specialist,
        weekly=weekly,
        single=single,
        off=off,
        places=places,
        travels=card.districts,
        clashes=len(standing),
        may_change=may_change(visit, card.specialist),
        is_self=is_self(visit, card.specialist),
        today=today,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
    )
