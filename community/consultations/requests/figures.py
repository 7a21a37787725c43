"""How requests are answered, in counts alone (CL-R1): nobody's words, nobody's name."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests.kinds import RequestOutcome, RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.rules import COUNTED, IN_CLUB, typical
from community.core.actor import Action, Actor
from community.core.clock import now


@dataclass(frozen=True)
class Line:
    """One speciality or one district; times are the middle ones."""

    key: int | None
    asked: int
    open: int
    taken_within: timedelta | None
    answered_within: timedelta | None
    closed: int  # that count for the share
    in_club: int
    rated: int
    helped: int  # of those rated: «helped»

    @property
    def share(self) -> float | None:
        """Closed within the club, of all that were closed and needed (CL-R1); 0 … 1."""
        return self.in_club / self.closed if self.closed else None


@dataclass(frozen=True)
class Figures:
    total: Line
    by_speciality: Sequence[Line]
    by_district: Sequence[Line]
    outcomes: Sequence[tuple[RequestOutcome, int]]


@dataclass(frozen=True)
class _Row:
    speciality_id: int
    district_id: int | None
    state: RequestState
    asked_at: datetime
    taken_at: datetime | None
    first_answer_at: datetime | None
    outcome: RequestOutcome | None
    rating: int | None


async def figures(session: AsyncSession, actor: Actor, days: int) -> Figures:
    """Of requests asked within the last days, as far as a leader's right reaches."""
    reach = actor.require(Action.HELP_ROUTE)
    query = select(
        HelpRequest.speciality_id,
        HelpRequest.district_id,
        HelpRequest.state,
        HelpRequest.asked_at,
        HelpRequest.taken_at,
        HelpRequest.first_answer_at,
        HelpRequest.outcome,
        HelpRequest.rating,
    ).where(HelpRequest.asked_at > now(session) - timedelta(days=days))
    if reach.districts is not None:
        query = query.where(HelpRequest.district_id.in_(reach.districts))
    rows = [_Row(*row) for row in await session.execute(query)]
    outcomes = Counter(row.outcome for row in rows if row.outcome is not None)
    return Figures(
        _line(None, rows),
        _lines(rows, "speciality_id"),
        _lines(rows, "district_id"),
        [(one, outcomes[one]) for one in RequestOutcome if outcomes[one]],
    )


def _lines(rows: Sequence[_Row], by: str) -> list[Line]:
    groups: dict[int | None, list[_Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, by)].append(row)
    found = [_line(key, members) for key, members in groups.items()]
    return sorted(found, key=lambda line: (-line.asked, line.key or 0))


def _line(key: int | None, rows: Sequence[_Row]) -> Line:
    return Line(
        key=key,
        asked=len(rows),
        open=sum(row.state is not RequestState.CLOSED for row in rows),
        taken_within=typical([row.taken_at - row.asked_at for row in rows if row.taken_at]),
        answered_within=typical(
            [row.first_answer_at - row.asked_at for row in rows if row.first_answer_at]
        ),
        closed=sum(row.outcome in COUNTED for row in rows),
        in_club=sum(row.outcome in IN_CLUB for row in rows),
        rated=sum(row.rating is not None for row in rows),
        helped=sum(row.rating == 3 for row in rows),  # noqa: PLR2004  the best of three
    )
