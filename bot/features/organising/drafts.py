"""What is typed of an event so far: kept with the conversation, nothing of it lost by a slip."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from aiogram_dialog import DialogManager

from community.core.actor import Reach
from community.events.planning.kinds import EventFormat, EventKind, Guests
from community.events.planning.rules import EventPlan

_USUAL_GUESTS = (Guests.CORE, Guests.FAMILIES)


@dataclass
class Draft:
    """As JSON keeps it. No districts: the whole region."""

    title: str = ""
    kind: str = ""
    starts_at: str = ""
    ends_at: str = ""
    format: str = ""
    place: str | None = None
    link: str | None = None
    guests: list[str] = field(default_factory=lambda: [one.value for one in _USUAL_GUESTS])
    districts: list[int] = field(default_factory=list)
    capacity: int | None = None
    about: str = ""

    @classmethod
    def begun(cls, reach: Reach) -> "Draft":
        """An organiser of districts plans for them; who has several takes some away."""
        return cls(districts=sorted(reach.districts or ()))

    @classmethod
    def of_plan(cls, plan: EventPlan) -> "Draft":
        return cls(
            title=plan.title,
            kind=plan.kind.value,
            starts_at=plan.starts_at.isoformat(),
            ends_at=plan.ends_at.isoformat(),
            format=plan.format.value,
            place=plan.place,
            link=plan.link,
            guests=sorted(plan.guests),
            districts=sorted(plan.districts),
            capacity=plan.capacity,
            about=plan.about,
        )

    @classmethod
    def of(cls, manager: DialogManager) -> "Draft":
        return cls(**manager.dialog_data["draft"])

    def keep(self, manager: DialogManager) -> None:
        manager.dialog_data["draft"] = dict(vars(self))

    @property
    def begins(self) -> datetime:
        return datetime.fromisoformat(self.starts_at)

    @property
    def ends(self) -> datetime:
        return datetime.fromisoformat(self.ends_at)

    @property
    def is_in_person(self) -> bool:
        return self.format in (EventFormat.IN_PERSON, EventFormat.BOTH)

    @property
    def is_online(self) -> bool:
        return self.format in (EventFormat.ONLINE, EventFormat.BOTH)

    def plan(self) -> EventPlan:
        return EventPlan(
            kind=EventKind(self.kind),
            title=self.title,
            starts_at=self.begins,
            ends_at=self.ends,
            format=EventFormat(self.format),
            about=self.about,
            guests=frozenset(Guests(one) for one in self.guests),
            districts=frozenset(self.districts),
            place=self.place if self.is_in_person else None,
            link=self.link if self.is_online else None,
            capacity=self.capacity,
        )

    def over(self, plan: EventPlan, former: "Draft") -> EventPlan:
        """The plan with what was changed here and nothing else: the site may know more of it."""
        mine, before = self.plan(), former.plan()
        names = [one for one in _WRITTEN_HERE if getattr(mine, one) != getattr(before, one)]
        changed: dict[str, Any] = {name: getattr(mine, name) for name in names}
        return replace(plan, **changed, **_moved_along(plan, changed))

    def move_to(self, begins: datetime, ends: datetime | None) -> None:
        """Where no end is typed, it lasts as long as before."""
        if ends is None and self.ends_at:
            ends = begins + (self.ends - self.begins)
        self.starts_at = begins.isoformat()
        self.ends_at = ends.isoformat() if ends else ""

    def toggle_guests(self, group: str) -> None:
        self.guests = sorted(_toggled(self.guests, group))

    def toggle_district(self, district_id: int) -> None:
        self.districts = sorted(_toggled(self.districts, district_id))


_WRITTEN_HERE = (
    "title",
    "kind",
    "starts_at",
    "ends_at",
    "format",
    "place",
    "link",
    "guests",
    "districts",
    "capacity",
    "about",
)


def _moved_along(plan: EventPlan, changed: dict[str, Any]) -> dict[str, Any]:
    """The end of signing up goes where the event goes; what would open too late, is open."""
    starts_at: datetime = changed.get("starts_at", plan.starts_at)
    closes_at = plan.closes_at
    if closes_at is not None:
        closes_at = min(
            closes_at + (starts_at - plan.starts_at), changed.get("ends_at", plan.ends_at)
        )
    opens_at = plan.opens_at
    if opens_at is not None and opens_at >= (closes_at or starts_at):
        opens_at = None
    return {"closes_at": closes_at, "opens_at": opens_at}


def _toggled(chosen: Collection[Any], one: Any) -> set[Any]:
    return set(chosen) ^ {one}
