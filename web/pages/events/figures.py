"""What was held and who came to it, in counts alone: as a page and as a file."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.clock import local_now
from community.core.sheets import no_formula
from community.events.attending.figures import Figures, Share, figures
from community.events.planning.kinds import EventAim, EventKind
from community.membership.districts.models import District
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn, Visit
from web.view.charts import Chart, Series, stacked
from web.view.event_words import AIMS, KINDS
from web.view.formats import Formats
from web.view.words import N_

router = APIRouter(prefix="/events")
Key = TypeVar("Key")
_NEAR = range(2020, 2100)
_DAY = timedelta(days=1)
_MOST_MONTHS = 24  # that a chart shows
_EVENTS, _PEOPLE = N_("Events held"), N_("Participants")


class Asked(BaseModel):
    """The days as an address brings them: anything may stand there."""

    first: str = Field("", alias="from")
    last: str = Field("", alias="to")


@dataclass(frozen=True)
class Span:
    """Days of the region's calendar, both of them included."""

    first: date
    last: date

    @classmethod
    def of(cls, asked: Asked, today: date) -> "Span":
        """The year so far, unless days were named; in the wrong order they are turned."""
        days = sorted(
            (
                _day(asked.first) or today.replace(month=1, day=1),
                _day(asked.last) or today,
            )
        )
        return cls(*days)

    def moments(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        days = (self.first, self.last + _DAY)
        first, last = (datetime.combine(day, time(), zone).astimezone(UTC) for day in days)
        return first, last

    @property
    def months(self) -> Sequence[date]:
        """The first days of its months; of a long span, of the last ones."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        numbers = range(max(first, last - _MOST_MONTHS + 1), last + 1)
        return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in _NEAR else None


@router.get("/figures")
async def show_figures(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    async with visit.read() as session:
        span, found, places = await _read(session, visit, asked)
    return visit.show(
        "events/figures.html",
        span=span,
        figures=found,
        tables=list(_tables(visit, found, places)),
        held=_chart(visit, span, found, _EVENTS, "events"),
        came=_chart(visit, span, found, _PEOPLE, "participants"),
    )


@router.get("/figures.csv")
async def export_figures(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    """The same tables for a spreadsheet; the mark at the beginning tells it that this is UTF-8."""
    async with visit.read() as session:
        span, found, places = await _read(session, visit, asked)
    content = io.StringIO()
    writer = csv.writer(content, delimiter=";")
    for row in _rows(visit, span, found, places):
        writer.writerow([no_formula(cell) if isinstance(cell, str) else cell for cell in row])
    name = f"events-{span.first}-{span.last}.csv"
    return Response(
        ("\ufeff" + content.getvalue()).encode(),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


async def _read(
    session: AsyncSession, visit: Visit, asked: Asked
) -> tuple[Span, Figures, Mapping[int, District]]:
    span = Span.of(asked, local_now(session).date())
    found = await figures(session, visit.actor, *span.moments(visit.context.zone))
    return span, found, {place.id: place for place in await all_districts(session)}


@dataclass(frozen=True)
class Table:
    title: str
    first: str
    rows: Sequence[tuple[str, Share]]


def _tables(visit: Visit, found: Figures, places: Mapping[int, District]) -> Iterator[Table]:
    said = Formats(visit.language, visit.context.zone, visit.texts)
    gettext = visit.texts.gettext

    def kind(key: EventKind) -> str:
        return gettext(KINDS[key])

    def aim(key: EventAim) -> str:
        return gettext(AIMS[key])

    def place(key: int | None) -> str:
        return said.place(places[key]) if key is not None else gettext("the whole region")

    months = sorted(found.by_month.items())
    yield Table(gettext("By kind"), gettext("Kind"), _ordered(found.by_kind, kind))
    yield Table(gettext("By aim"), gettext("Aim"), _ordered(found.by_aim, aim))
    yield Table(gettext("By district"), gettext("District"), _ordered(found.by_district, place))
    yield Table(gettext("By month"), gettext("Month"), [(said.month_of(k), v) for k, v in months])


def _ordered(shares: Mapping[Key, Share], name: Callable[[Key], str]) -> list[tuple[str, Share]]:
    rows = [(name(key), share) for key, share in shares.items()]
    return sorted(rows, key=lambda row: (-row[1].events, row[0]))


def _chart(visit: Visit, span: Span, found: Figures, name: str, counted: str) -> Chart:
    columns = [f"{month:%m.%y}" for month in span.months]
    shares = [found.by_month.get(month) for month in span.months]
    values = [getattr(share, counted) if share else 0 for share in shares]
    return stacked(columns, [Series(visit.texts.gettext(name), "of-upheld", values)])


def _rows(
    visit: Visit, span: Span, found: Figures, places: Mapping[int, District]
) -> Iterator[Sequence[str | int]]:
    gettext = visit.texts.gettext
    heads = gettext("Events held"), gettext("Participants"), gettext("Distinct families")
    yield gettext("From"), f"{span.first}"
    yield gettext("Until"), f"{span.last}"
    yield gettext("Events held"), found.held
    yield gettext("Attendance confirmed"), found.confirmed
    yield gettext("Called off"), found.cancelled
    yield gettext("Participants"), found.participants
    yield gettext("Of them children"), found.children
    yield gettext("Distinct families"), found.families
    yield gettext("With the core and a specialist"), found.with_both_kinds
    for table in _tables(visit, found, places):
        yield ()
        yield table.first, *heads
        for name, share in table.rows:
            yield name, share.events, share.participants, share.families
