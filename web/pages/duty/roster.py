"""The roster of two weeks: who is on duty now, what is missing, day by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action
from community.duty import queries
from community.duty.kinds import Half
from community.duty.queries import Slot
from community.duty.serving import Turn
from web.auth.visit import SignedIn, Visit
from web.pages.duty.cleared import Cleared, still_clear
from web.pages.duty.looking import (
    DAYS,
    REGION,
    Moment,
    day_in,
    empty_halves,
    plan_address,
    planned_places,
    present,
    roster_address,
    usual_roster,
)
from web.view.forms import number_in

router = APIRouter(prefix="/duty")
_AHEAD = 6  # days after today that must not stay empty


@dataclass(frozen=True)
class Cell:
    """Half a day of the roster that is shown; `cover` is the region's, beside a district's."""

    turn: Turn
    slot: Slot | None
    cover: Slot | None
    is_over: bool


@router.get("")
async def show_roster(
    visit: SignedIn,
    since: Annotated[str, Query(alias="from")] = "",
    district: str = "",
    cleared: str = "",
) -> Response:
    """`cleared` is what was taken out just before: it can be put back from here."""
    visit.actor.require(Action.DUTY_PLAN)
    async with visit.read() as session:
        places = await planned_places(session, visit.actor)
        place_id = _chosen(visit, district, list(places))
        running = present(session)
        first = day_in(since) or running[0]
        days = await _days(session, visit, first, place_id, running)
        on_duty = await queries.on_duty(session, place_id)
        empty = await empty_halves(session, visit.actor, place_id, _AHEAD)
        unattended = await queries.unattended(session, visit.actor)
        done = await still_clear(session, visit.actor, Cleared.read(cleared))
    return visit.show(
        "duty/roster.html",
        places=places,
        place_id=place_id,
        may_plan=visit.actor.may(Action.DUTY_PLAN, place_id),
        half=running[1],
        days=days,
        on_duty={one.duty.district_id: one for one in on_duty},
        empty={half: [day for day, of in empty if of is half] for half in (Half.NIGHT, Half.DAY)},
        done=done,
        unattended=unattended,
        today=running[0],
        first=first,
        step=timedelta(days=DAYS),
        region=REGION,
        roster_address=roster_address,
        plan_address=plan_address,
    )


def _chosen(visit: Visit, asked: str, places: Sequence[int]) -> int | None:
    """Whose roster: what cannot be seen, or was not said, is one's own."""
    if asked == REGION:
        return None
    number = number_in(asked)
    return number if number in places else usual_roster(visit.actor, places)


async def _days(
    session: AsyncSession, visit: Visit, first: date, place_id: int | None, running: Moment
) -> Mapping[date, Sequence[Cell]]:
    last = first + timedelta(days=DAYS - 1)
    slots = {
        (one.duty.day, one.duty.half, one.duty.district_id): one
        for one in await queries.roster(session, visit.actor, first, last)
    }

    def cell(day: date, half: Half) -> Cell:
        return Cell(
            Turn(day, half, place_id),
            slots.get((day, half, place_id)),
            slots.get((day, half, None)) if place_id is not None else None,
            is_over=(day, half) < running,  # the alphabet, too, has the day before the night
        )

    return {
        day: [cell(day, half) for half in Half]
        for day in (first + timedelta(days=number) for number in range(DAYS))
    }
