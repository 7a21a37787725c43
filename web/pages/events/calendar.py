"""A month of events, day by day."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from starlette.responses import Response

from community.core.clock import local_now
from community.events.planning.models import Event
from community.events.planning.queries import between
from community.events.signing.queries import lines_of
from web.auth.visit import SignedIn

router = APIRouter(prefix="/events/calendar")
_NEAR = range(2020, 2100)
_DAY = timedelta(days=1)
_weeks = Calendar()


@dataclass(frozen=True)
class Month:
    """`weeks` are whole, from Monday; days of the neighbouring months fill them up."""

    first: date

    @classmethod
    def asked(cls, text: str, today: date) -> "Month":
        """The month that stands in an address, `2026-03`; the present one for anything else."""
        try:
            first = datetime.strptime(text.strip(), "%Y-%m").replace(tzinfo=UTC).date()
        except ValueError:
            first = today
        return cls((first if first.year in _NEAR else today).replace(day=1))

    @property
    def weeks(self) -> Sequence[Sequence[date]]:
        return _weeks.monthdatescalendar(self.first.year, self.first.month)

    @property
    def before(self) -> date:
        return (self.first - _DAY).replace(day=1)

    @property
    def after(self) -> date:
        return (self.first + 31 * _DAY).replace(day=1)


@router.get("")
async def show_month(visit: SignedIn, month: str = "") -> Response:
    zone = visit.context.zone
    async with visit.read() as session:
        today = local_now(session).date()
        asked = Month.asked(month, today)
        days = [day for week in asked.weeks for day in week]
        events = await between(
            session, visit.actor, _midnight(days[0], zone), _midnight(days[-1] + _DAY, zone)
        )
        lines = await lines_of(session, events)
    return visit.show(
        "events/calendar.html",
        month=asked,
        today=today,
        by_day=_by_day(events, zone),
        lines=lines,
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)


def _by_day(events: Sequence[Event], zone: ZoneInfo) -> Mapping[date, Sequence[tuple[Event, bool]]]:
    """With whether it begins then: what lasts several days stands on each of them.

    Midnight is the end of the day before.
    """
    found: dict[date, list[tuple[Event, bool]]] = defaultdict(list)
    for event in events:
        first = day = event.starts_at.astimezone(zone).date()
        last = (event.ends_at.astimezone(zone) - timedelta(microseconds=1)).date()
        while day <= last:
            found[day].append((event, day == first))
            day += _DAY
    return found
