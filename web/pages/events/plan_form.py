"""What an organiser types into the editor: read as a plan, and a plan written into its fields."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from community.core.errors import InvalidInput
from community.events.planning.kinds import (
    EventAim,
    EventFormat,
    EventKind,
    Guests,
    SpeakerLevel,
)
from community.events.planning.rules import (
    MOST_QUESTIONS,
    MOST_SEATS,
    MOST_SPEAKERS,
    EventPlan,
    QuestionPlan,
    SpeakerPlan,
)
from web.view.forms import Filled, number_in

_MOMENTS = ("starts_at", "ends_at", "opens_at", "closes_at")
_CHOSEN = ("kind", "format")


def read_plan(form: Filled, zone: ZoneInfo) -> EventPlan:
    """Raises InvalidInput with the field that cannot be read; what it means, the domain judges."""
    return EventPlan(
        kind=form.choice("kind", EventKind),
        title=form.text("title"),
        starts_at=form.moment("starts_at", zone),
        ends_at=form.moment("ends_at", zone),
        format=form.choice("format", EventFormat),
        about=form.text("about"),
        programme=form.text("programme"),
        aims=frozenset(aim for aim in EventAim if form.ticked(f"aim_{aim}")),
        guests=frozenset(group for group in Guests if form.ticked(f"guests_{group}")),
        districts=frozenset(form.numbers("district_")),
        place=form.text("place") or None,
        link=form.text("link") or None,
        capacity=form.whole("capacity", f"1–{MOST_SEATS}") if form.text("capacity") else None,
        opens_at=form.moment_or_none("opens_at", zone),
        closes_at=form.moment_or_none("closes_at", zone),
        speakers=_speakers(form),
        authorities=tuple(form.lines("authorities")),
        questions=_questions(form),
    )


def _speakers(form: Filled) -> tuple[SpeakerPlan, ...]:
    found = []
    for row in range(MOST_SPEAKERS):
        if name := form.text(f"speaker_name_{row}"):
            level = form.values.get(f"speaker_level_{row}", "")
            known = level if level in list(SpeakerLevel) else SpeakerLevel.LOCAL
            skill = number_in(form.values.get(f"speaker_skill_{row}", ""))
            found.append(SpeakerPlan(name, SpeakerLevel(known), skill))
    return tuple(found)


def _questions(form: Filled) -> tuple[QuestionPlan, ...]:
    """A question without its words, but with choices, is one that somebody forgot to finish."""
    found = []
    for row in range(MOST_QUESTIONS):
        words, choices = form.text(f"question_words_{row}"), form.lines(f"question_choices_{row}")
        if words or choices:
            found.append(QuestionPlan(words, tuple(choices)))
    return tuple(found)


def written(plan: EventPlan, zone: ZoneInfo) -> dict[str, str]:
    """The same as field values."""
    ticked = [
        *(f"aim_{aim}" for aim in plan.aims),
        *(f"guests_{group}" for group in plan.guests),
        *(f"district_{place}" for place in plan.districts),
    ]
    values = {
        "title": plan.title,
        "about": plan.about,
        "programme": plan.programme,
        "place": plan.place or "",
        "link": plan.link or "",
        "capacity": str(plan.capacity or ""),
        "authorities": "\n".join(plan.authorities),
        **{name: str(getattr(plan, name)) for name in _CHOSEN},
        **{name: typed(getattr(plan, name), zone) for name in _MOMENTS},
        **dict.fromkeys(ticked, "on"),
    }
    for row, speaker in enumerate(plan.speakers):
        values[f"speaker_name_{row}"] = speaker.name
        values[f"speaker_level_{row}"] = speaker.level
        values[f"speaker_skill_{row}"] = str(speaker.speciality_id or "")
    for row, question in enumerate(plan.questions):
        values[f"question_words_{row}"] = question.words
        values[f"question_choices_{row}"] = "\n".join(question.choices)
    return values


def typed(moment: datetime | None, zone: ZoneInfo) -> str:
    """As a browser's field of day and time wants it."""
    return f"{moment.astimezone(zone):%Y-%m-%dT%H:%M}" if moment else ""


@dataclass(frozen=True)
class Glimpse:
    """As much of a plan as can be read already, for the preview beside the form."""

    form: Filled
    zone: ZoneInfo

    def moment(self, name: str) -> datetime | None:
        try:
            return self.form.moment_or_none(name, self.zone)
        except InvalidInput:
            return None

    @property
    def guests(self) -> list[Guests]:
        return [group for group in Guests if self.form.ticked(f"guests_{group}")]

    @property
    def districts(self) -> list[int]:
        return self.form.numbers("district_")

    @property
    def speakers(self) -> tuple[SpeakerPlan, ...]:
        try:
            return _speakers(self.form)
        except InvalidInput:
            return ()

    @property
    def authorities(self) -> list[str]:
        try:
            return self.form.lines("authorities")
        except InvalidInput:
            return []
