"""Pure decisions about announcements: what may be written, for whom, and when it is due."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from urllib.parse import urlsplit

from community.announcements.kinds import AudienceRole, EventCircle
from community.chats.kinds import Purpose
from community.core.errors import InvalidInput
from community.core.markdown import shown_length

TITLE_LIMIT = 120
TEXT_LIMIT, CAPTION_LIMIT = 4096, 1024  # of the messenger: alone, and under a picture
LABEL_LIMIT, URL_LIMIT = 40, 300
# A work chat of a guardianship body is informed of what concerns it, and of nothing else.
PURPOSES = (Purpose.REGIONAL, Purpose.DISTRICT, Purpose.GROUP, Purpose.ACTIVISTS)
_PER_SECOND = 29  # a messenger takes thirty messages a second of one bot; some go to answers
_A_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Audience:
    """Whom an announcement is for: people of any of these roles or circles of the event, in any of
    these districts (none: all that its author reaches), and chats of these purposes.
    """

    districts: frozenset[int] = frozenset()
    roles: frozenset[AudienceRole] = frozenset()
    circles: frozenset[EventCircle] = frozenset()
    purposes: frozenset[Purpose] = frozenset()

    @property
    def to_people(self) -> bool:
        return bool(self.roles or self.circles)

    @property
    def is_nobody(self) -> bool:
        return not self.to_people and not self.purposes

    def within(self, reach: Collection[int] | None) -> Self:
        """What of it a leader of these districts reaches (None: of the region)."""
        if reach is None:
            return self
        places = self.districts.intersection(reach) or frozenset(reach)
        purposes = self.purposes - {Purpose.REGIONAL}
        return type(self)(places, self.roles, self.circles, purposes)

    def lies_within(self, reach: Collection[int] | None) -> bool:
        """Whether somebody of this reach may have written it, and so may see and send it."""
        return reach is None or (bool(self.districts) and self.districts <= frozenset(reach))

    def as_json(self) -> dict[str, Any]:
        return {
            "districts": sorted(self.districts),
            "roles": sorted(self.roles),
            "circles": sorted(self.circles),
            "purposes": sorted(self.purposes),
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            frozenset(kept["districts"]),
            frozenset(AudienceRole(one) for one in kept["roles"]),
            frozenset(EventCircle(one) for one in kept["circles"]),
            frozenset(Purpose(one) for one in kept["purposes"]),
        )


@dataclass(frozen=True)
class Draft:
    """What its author has put together."""

    title: str
    body: str
    button_label: str | None = None
    button_url: str | None = None
    event_id: int | None = None
    audience: Audience = field(default_factory=Audience)
    pins: bool = False
    urgent: bool = False


def text_limit(*, with_picture: bool) -> int:
    return CAPTION_LIMIT if with_picture else TEXT_LIMIT


def check(draft: Draft, *, with_picture: bool) -> None:
    """Raises InvalidInput with `field`, and `limit` where there is one."""
    if not 0 < len(draft.title) <= TITLE_LIMIT:
        raise InvalidInput(field="title", limit=TITLE_LIMIT)
    limit = text_limit(with_picture=with_picture)
    if not 0 < shown_length(draft.body) <= limit:
        raise InvalidInput(field="body", limit=limit)
    _check_button(draft)
    if draft.audience.circles and draft.event_id is None:
        raise InvalidInput(field="event_id")
    if draft.audience.is_nobody:
        raise InvalidInput(field="audience")


def _check_button(draft: Draft) -> None:
    """An address needs its label; a label alone is the one of the event's button."""
    label, url = draft.button_label, draft.button_url
    if label is not None and len(label) > LABEL_LIMIT:
        raise InvalidInput(field="button_label", limit=LABEL_LIMIT)
    if url is not None and not is_web_address(url):
        raise InvalidInput(field="button_url", limit=URL_LIMIT)
    if url is not None and not label:
        raise InvalidInput(field="button_label", limit=LABEL_LIMIT)
    if label and url is None and draft.event_id is None:
        raise InvalidInput(field="button_url", limit=URL_LIMIT)


def is_web_address(text: str) -> bool:
    """https alone, and a name with a dot: anything else the messenger refuses for all at once."""
    if len(text) > URL_LIMIT or not text.isprintable() or " " in text:
        return False
    try:
        parts = urlsplit(text)
        name, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return parts.scheme == "https" and "." in name.strip(".")


def lasts(letters: int) -> timedelta:
    """How long so many letters are on their way, at best."""
    return timedelta(seconds=-(-letters // _PER_SECOND))


def letter_day(local: datetime, weekday: int, hour: int) -> tuple[date, datetime]:
    """The latest letter of the week that is due: its day, and the moment, by the region's clock."""
    day = local.date() - timedelta(days=(local.weekday() - weekday) % 7)
    moment = datetime.combine(day, time(hour), local.tzinfo)
    if moment <= local:
        return day, moment
    return day - _A_WEEK, moment - _A_WEEK
