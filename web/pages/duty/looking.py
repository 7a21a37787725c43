"""What the pages of duty and the first one look up alike: rosters, what is empty, addresses."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from urllib.parse import urlencode

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now, zone_of
from community.core.errors import NotFound
from community.duty.gaps import gaps
from community.duty.kinds import Half
from community.duty.queries import Slot, roster
from community.duty.rules import half_at
from community.duty.serving import Turn
from community.membership.districts.models import District
from community.membership.districts.queries import active_districts, district
from web.view.forms import number_in

REGION = "region"  # what an address calls the roster of the whole region
DAYS = 14  # of one page
_NEAR = range(2020, 2100)  # years that a calendar of ours may show
Moment = tuple[date, Half]


def present(session: AsyncSession) -> Moment:
    """The half of a day that runs now."""
    return half_at(now(session), zone_of(session))


def day_in(text: str) -> date | None:
    """The day that stands in an address; None for what is no day, or a very distant one."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _NEAR else None


def turn_in(values: Mapping[str, str], place: str) -> Turn:
    """The half that an address or a form names; raises NotFound, where it names none."""
    day, half, where = day_in(values.get("day", "")), values.get("half"), values.get(place, "")
    district_id = number_in(where)
    if day is None or half not in list(Half) or (district_id is None and where not in ("", REGION)):
        raise NotFound(kind="duty")
    return Turn(day, Half(half), district_id)


async def place_of(session: AsyncSession, actor: Actor, turn: Turn) -> District | None:
    """The district of a roster that the actor plans (None: the region's); raises NotFound."""
    if not actor.require(Action.DUTY_PLAN).covers(turn.district_id):
        raise NotFound(kind="duty")
    return None if turn.district_id is None else await district(session, turn.district_id)


async def planned_places(session: AsyncSession, actor: Actor) -> dict[int, District]:
    """The districts whose rosters the actor plans."""
    reach = actor.require(Action.DUTY_PLAN)
    return {one.id: one for one in await active_districts(session) if reach.covers(one.id)}


def usual_roster(actor: Actor, places: Iterable[int]) -> int | None:
    """The region's, and for a leader of a district that one's."""
    if actor.may(Action.DUTY_PLAN):
        return None
    return next(iter(places), None)


async def slot_at(session: AsyncSession, actor: Actor, turn: Turn) -> Slot | None:
    slots = await roster(session, actor, turn.day, turn.day)
    wanted = (turn.half, turn.district_id)
    return next((one for one in slots if (one.duty.half, one.duty.district_id) == wanted), None)


async def empty_halves(
    session: AsyncSession, actor: Actor, district_id: int | None, days: int
) -> Sequence[Moment]:
    """Nobody in the region, nor in the district: from now to the end of so many days more."""
    empty = await gaps(session, days)
    if district_id is None or not empty:
        return empty
    slots = await roster(session, actor, empty[0][0], empty[-1][0])
    filled = {(one.duty.day, one.duty.half) for one in slots if one.duty.district_id == district_id}
    return [moment for moment in empty if moment not in filled]


def roster_address(district_id: int | None, first: date | None = None, **more: str) -> str:
    """Of a roster; without a first day the one that begins today."""
    query = {"from": first.isoformat() if first else "", "district": str(district_id or REGION)}
    kept = {name: value for name, value in (query | more).items() if value}
    return f"/duty?{urlencode(kept)}"


def plan_address(turn: Turn) -> str:
    place = turn.district_id or REGION
    query = {"day": turn.day.isoformat(), "half": turn.half.value, "district": place}
    return f"/duty/plan?{urlencode(query)}"


def first_day_of(day: date, today: date) -> date | None:
    """The first day of the page on which this day stands; None for the page of today."""
    pages = (day - today).days // DAYS
    return today + timedelta(days=pages * DAYS) if pages else None
