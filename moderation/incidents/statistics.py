"""How good moderation is over time: counts alone, nobody's words and nobody's name."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from statistics import median

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.clock import now
from moderation.detect.verdict import Action
from moderation.incidents.kinds import AppealState, Decision, Source, Topic
from moderation.incidents.models import Appeal, Incident, Report
from moderation.incidents.rules import BY_MACHINE, TAKEN_AWAY
from moderation.incidents.visibility import visible_to

_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """What was opened in one week, and what has become of it since.

    `signals` are what a person was asked to look at; hints and dry runs are counted apart.
    Members' reports count in the week they were made, once a decision agreed with them or not.
    """

    begins: date
    signals: Mapping[Topic, int]
    hints: int
    dry_runs: int
    decisions: Mapping[Decision, int]
    machine_acts: int
    overturned: int  # machine acts a person took back, and decisions reversed by an appeal
    minutes_to_decision: float | None  # the median; None: nobody decided anything
    reports_upheld: int
    reports_refuted: int

    @property
    def total(self) -> int:
        return sum(self.signals.values())

    @property
    def reports_decided(self) -> int:
        return self.reports_upheld + self.reports_refuted


@dataclass(frozen=True)
class _Seen:
    """A row of the past."""

    opened_at: datetime
    topic: Topic
    source: Source
    action: Action
    dry_run: bool
    decision: Decision | None
    decided_at: datetime | None
    appeal: AppealState | None

    @property
    def is_machine_act(self) -> bool:
        return self.source in BY_MACHINE and self.action in TAKEN_AWAY

    @property
    def is_reversed(self) -> bool:
        taken_back = self.is_machine_act and self.decision is Decision.INNOCENT
        return taken_back or self.appeal is AppealState.GRANTED


async def quality(
    session: AsyncSession, actor: Actor, zone: tzinfo, weeks: int = 12
) -> Sequence[Week]:
    """The latest weeks within the actor's reach, the running one last; weeks begin on Mondays.

    `zone` is the region's: there it is Monday.
    """
    this_week = _monday(now(session), zone)
    mondays = [this_week - _WEEK * back for back in reversed(range(weeks))]
    begin = datetime.combine(mondays[0], time.min, zone).astimezone(UTC)
    by_week: dict[date, list[_Seen]] = {monday: [] for monday in mondays}
    for seen in await _seen_since(session, actor, begin):
        by_week[_monday(seen.opened_at, zone)].append(seen)
    reports = Counter(
        (_monday(at, zone), upheld) for at, upheld in await _reports_since(session, actor, begin)
    )
    return [
        _summed(monday, seen, reports[monday, True], reports[monday, False])
        for monday, seen in by_week.items()
    ]


async def _seen_since(session: AsyncSession, actor: Actor, begin: datetime) -> Iterable[_Seen]:
    query = (
        select(
            Incident.opened_at,
            Incident.topic,
            Incident.source,
            Incident.action,
            Incident.dry_run,
            Incident.decision,
            Incident.decided_at,
            Appeal.state,
        )
        .join(Chat, Chat.id == Incident.chat_id)
        .outerjoin(Appeal, Appeal.incident_id == Incident.id)
        .where(visible_to(actor), Incident.opened_at >= begin)
    )
    return [_Seen(*row) for row in await session.execute(query)]


async def _reports_since(
    session: AsyncSession, actor: Actor, begin: datetime
) -> Iterable[tuple[datetime, bool]]:
    """When each was made, and whether the decision agreed; without those it says nothing of."""
    query = (
        select(Report.at, Report.upheld)
        .join(Incident, Incident.id == Report.incident_id)
        .join(Chat, Chat.id == Incident.chat_id)
        .where(visible_to(actor), Report.at >= begin, Report.upheld.is_not(None))
    )
    return [(at, bool(upheld)) for at, upheld in await session.execute(query)]


def _monday(moment: datetime, zone: tzinfo) -> date:
    day = moment.astimezone(zone).date()
    return day - timedelta(days=day.weekday())


def _summed(monday: date, seen: Sequence[_Seen], upheld: int, refuted: int) -> Week:
    real = [one for one in seen if not one.dry_run]
    told = [one for one in real if one.action is not Action.HINT or one.source is Source.REPORT]
    return Week(
        begins=monday,
        signals=Counter(one.topic for one in told),
        hints=len(real) - len(told),
        dry_runs=len(seen) - len(real),
        decisions=Counter(one.decision for one in told if one.decision is not None),
        machine_acts=sum(one.is_machine_act for one in told),
        overturned=sum(one.is_reversed for one in told),
        minutes_to_decision=_median_minutes(told),
        reports_upheld=upheld,
        reports_refuted=refuted,
    )


def _median_minutes(seen: Iterable[_Seen]) -> float | None:
    """Of people's first decisions: what time decided, or a granted appeal anew, is left out."""
    minutes = [
        (one.decided_at - one.opened_at) / timedelta(minutes=1)
        for one in seen
        if one.decided_at is not None
        and one.decision is not Decision.LAPSED
        and one.appeal is not AppealState.GRANTED
    ]
    return median(minutes) if minutes else None
