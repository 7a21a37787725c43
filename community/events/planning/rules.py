"""What a plan of an event must be, who is invited, and until when one may sign up."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from urllib.parse import urlsplit

from community.core.actor import Actor, Role
from community.core.errors import InvalidInput
from community.events.planning.kinds import (
    Concern,
    EventAim,
    EventFormat,
    EventKind,
    EventState,
    Guests,
    SpeakerLevel,
)

TITLE_LIMIT = 120
TEXT_LIMIT = 2000  # so that a card fits into one message
PLACE_LIMIT = 200
LINK_LIMIT = 300
NAME_LIMIT = 120
AUTHORITY_LIMIT = 160
REASON_LIMIT = 300
QUESTION_LIMIT = 200
CHOICE_LIMIT = 40
MOST_QUESTIONS = 5
MOST_CHOICES = 6
MOST_SPEAKERS = 20
MOST_SEATS = 10_000
LONGEST = timedelta(days=31)
LONGEST_SERIES = 26
_CORE = (Role.ACTIVIST, Role.FACILITATOR, Role.LEADER)
_INVITED = {
    Guests.FAMILIES: (Role.PARENT,),
    Guests.CANDIDATES: (Role.CANDIDATE,),
    Guests.CORE: _CORE,
    Guests.SPECIALISTS: (Role.SPECIALIST,),
}
_HOME = (Role.PARENT, Role.CANDIDATE)


@dataclass(frozen=True)
class SpeakerPlan:
    name: str
    level: SpeakerLevel = SpeakerLevel.LOCAL
    speciality_id: int | None = None


@dataclass(frozen=True)
class QuestionPlan:
    words: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class EventPlan:
    """What an organiser fills in. No districts: the whole region."""

    kind: EventKind
    title: str
    starts_at: datetime
    ends_at: datetime
    format: EventFormat
    about: str = ""
    programme: str = ""
    aims: frozenset[EventAim] = frozenset()
    guests: frozenset[Guests] = frozenset({Guests.FAMILIES, Guests.CORE})
    districts: frozenset[int] = frozenset()
    place: str | None = None
    link: str | None = None
    capacity: int | None = None
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    speakers: tuple[SpeakerPlan, ...] = ()
    authorities: tuple[str, ...] = ()
    questions: tuple[QuestionPlan, ...] = ()


class Told(Protocol):
    """What those who come know of an event: of a plan as of the event itself."""

    @property
    def title(self) -> str: ...

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...

    @property
    def format(self) -> EventFormat: ...

    @property
    def place(self) -> str | None: ...

    @property
    def link(self) -> str | None: ...


def concern_of(before: Told, after: Told) -> Concern:
    """Whether those who come are asked anew, are told, or hear nothing."""
    if (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at):
        return Concern.MOVED
    rest = [(one.title.strip(), one.format, one.place, one.link) for one in (before, after)]
    return Concern.NOTHING if rest[0] == rest[1] else Concern.CHANGED


def check(plan: EventPlan) -> None:
    """Raises InvalidInput with the field, and the limit where there is one."""
    _check_words("title", plan.title, TITLE_LIMIT)
    for name, text in (("about", plan.about), ("programme", plan.programme)):
        if len(text) > TEXT_LIMIT:
            raise InvalidInput(field=name, limit=TEXT_LIMIT)
    if not plan.guests:
        raise InvalidInput(field="guests")
    if plan.capacity is not None and not 1 <= plan.capacity <= MOST_SEATS:
        raise InvalidInput(field="capacity", limit=f"1–{MOST_SEATS}")
    _check_times(plan)
    _check_where(plan)
    _check_people(plan)
    _check_questions(plan.questions)


def _check_times(plan: EventPlan) -> None:
    if not timedelta() < plan.ends_at - plan.starts_at <= LONGEST:
        raise InvalidInput(field="ends_at")
    if plan.closes_at is not None and plan.closes_at > plan.ends_at:
        raise InvalidInput(field="closes_at")
    if plan.opens_at is not None and plan.opens_at >= (plan.closes_at or plan.starts_at):
        raise InvalidInput(field="opens_at")


def _check_where(plan: EventPlan) -> None:
    if plan.place is not None:
        _check_words("place", plan.place, PLACE_LIMIT)
    if plan.link is not None:
        check_link("link", plan.link)


def check_link(field: str, link: str) -> None:
    """Only https, with a host: nothing else is shown to people as something to tap."""
    try:
        parts = urlsplit(link)
    except ValueError:
        raise InvalidInput(field=field, limit=LINK_LIMIT) from None
    plain = parts.scheme == "https" and "." in (parts.hostname or "") and not parts.username
    if not plain or len(link) > LINK_LIMIT or any(sign.isspace() for sign in link):
        raise InvalidInput(field=field, limit=LINK_LIMIT)


def _check_people(plan: EventPlan) -> None:
    if len(plan.speakers) > MOST_SPEAKERS:
        raise InvalidInput(field="speakers", limit=MOST_SPEAKERS)
    for speaker in plan.speakers:
        _check_words("speakers", speaker.name, NAME_LIMIT)
    for authority in plan.authorities:
        _check_words("authorities", authority, AUTHORITY_LIMIT)


def _check_questions(questions: Sequence[QuestionPlan]) -> None:
    if len(questions) > MOST_QUESTIONS:
        raise InvalidInput(field="questions", limit=MOST_QUESTIONS)
    for question in questions:
        _check_words("questions", question.words, QUESTION_LIMIT)
        if len(question.choices) == 1 or len(question.choices) > MOST_CHOICES:
            raise InvalidInput(field="questions", limit=MOST_CHOICES)
        for choice in question.choices:
            _check_words("questions", choice, CHOICE_LIMIT)


def _check_words(field: str, words: str, limit: int) -> None:
    if not words.strip() or len(words) > limit:
        raise InvalidInput(field=field, limit=limit)


def is_invited(actor: Actor, guests: Collection[str], districts: Collection[int]) -> bool:
    """Whether the event is for this person: by what they are, and where they live or work."""
    roles = {role for group in guests for role in _INVITED[Guests(group)]}
    return any(
        grant.role in roles and _covers(grant.role, grant.district_id, districts)
        for grant in actor.grants
    )


def _covers(role: Role, district_id: int | None, districts: Collection[int]) -> bool:
    """A parent belongs to districts; whoever works for the whole region is asked everywhere."""
    everywhere = district_id is None and role not in _HOME
    return not districts or everywhere or district_id in districts


def registration_ends(starts_at: datetime, closes_at: datetime | None) -> datetime:
    return closes_at if closes_at is not None else starts_at


def offers_end(starts_at: datetime, closes_at: datetime | None, cutoff: timedelta) -> datetime:
    """From then on nobody is offered a seat that became free (scenario 18)."""
    return min(registration_ends(starts_at, closes_at), starts_at - cutoff)


def is_over(state: EventState) -> bool:
    return state in (EventState.HELD, EventState.CLOSED, EventState.CANCELLED)
