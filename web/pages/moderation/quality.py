"""How good moderation is over time, in counts alone."""

from collections.abc import Sequence

from fastapi import APIRouter
from starlette.responses import Response

from moderation.incidents.kinds import Topic
from moderation.incidents.statistics import Week, quality
from web.auth.visit import SignedIn, Visit
from web.view.charts import Chart, Series, stacked
from web.view.incident_words import TOPICS
from web.view.words import N_

router = APIRouter(prefix="/moderation/quality")
_STOOD = N_("stood")
_OVERTURNED = N_("taken back by people")
_MINUTES = N_("minutes")
_UPHELD = N_("found right")
_REFUTED = N_("not confirmed")


@router.get("")
async def show_quality(visit: SignedIn) -> Response:
    async with visit.read() as session:
        weeks = await quality(session, visit.actor, visit.context.zone)
    return visit.show(
        "moderation/quality.html",
        weeks=weeks,
        signals=_signals(visit, weeks),
        overturned=_overturned(visit, weeks),
        minutes=_minutes(visit, weeks),
        reports=_reports(visit, weeks),
    )


def _signals(visit: Visit, weeks: Sequence[Week]) -> Chart:
    seen = [topic for topic in Topic if any(week.signals.get(topic) for week in weeks)]
    said = visit.texts.gettext
    series = [
        Series(said(TOPICS[topic]), f"of-{topic.value}", [w.signals.get(topic, 0) for w in weeks])
        for topic in seen
    ]
    return stacked(_names(weeks), series)


def _overturned(visit: Visit, weeks: Sequence[Week]) -> Chart:
    said = visit.texts.gettext
    stood = [week.machine_acts - min(week.overturned, week.machine_acts) for week in weeks]
    return stacked(
        _names(weeks),
        [
            Series(said(_STOOD), "of-stood", stood),
            Series(said(_OVERTURNED), "of-overturned", [w.overturned for w in weeks]),
        ],
    )


def _minutes(visit: Visit, weeks: Sequence[Week]) -> Chart:
    values = [round(week.minutes_to_decision or 0) for week in weeks]
    return stacked(_names(weeks), [Series(visit.texts.gettext(_MINUTES), "of-minutes", values)])


def _reports(visit: Visit, weeks: Sequence[Week]) -> Chart:
    said = visit.texts.gettext
    return stacked(
        _names(weeks),
        [
            Series(said(_UPHELD), "of-upheld", [week.reports_upheld for week in weeks]),
            Series(said(_REFUTED), "of-refuted", [week.reports_refuted for week in weeks]),
        ],
    )


def _names(weeks: Sequence[Week]) -> list[str]:
    return [f"{week.begins:%d.%m}" for week in weeks]
