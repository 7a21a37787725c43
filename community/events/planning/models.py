"""Events, and what is told of them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.events.planning.kinds import EventFormat, EventKind, EventState, SpeakerLevel

__all__ = [
    "Event",
    "EventAuthority",
    "EventDistrict",
    "EventKind",
    "EventMaterial",
    "EventQuestion",
    "EventSpeaker",
    "EventState",
]

_COMING = text("state = 'announced'")


class Event(WithId, Base):
    """Something with a date that people sign up to. Where no district is named, it is the region's.

    `capacity` is how many seats the organiser wants filled; None: as many as come. `taken` counts
    adults and children of those who come or are offered seats, and never passes `ceiling`, which
    is the capacity, or what was taken already when the capacity was lowered (decision 014).

    `about` and `programme` are Markdown. `link` is where it happens online: for those who come.
    `closes_at` None: one may sign up until it begins. `version` grows with each change that
    concerns those who come.
    """

    __tablename__ = "event"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("capacity > 0", name="capacity"),
        CheckConstraint("taken >= 0", name="taken"),
        CheckConstraint("(capacity IS NULL) = (ceiling IS NULL)", name="ceiling_of_capacity"),
        CheckConstraint("ceiling >= capacity", name="ceiling_above_capacity"),
        CheckConstraint("taken <= ceiling", name="never_oversold"),
        CheckConstraint("state = 'draft' OR announced_at IS NOT NULL", name="announced"),
        CheckConstraint("(state = 'cancelled') = (cancel_reason IS NOT NULL)", name="says_why"),
        Index("ix_event_starts_at", "starts_at"),
        Index("ix_event_state_ends_at", "state", "ends_at"),
        Index("ix_event_coming", "starts_at", "id", sqlite_where=_COMING, postgresql_where=_COMING),
        Index("ix_event_series_id", "series_id"),
    )

    code: Mapped[str] = mapped_column(String(16), unique=True)
    kind: Mapped[EventKind]
    aims: Mapped[list[str]]
    guests: Mapped[list[str]]
    title: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text)
    programme: Mapped[str] = mapped_column(Text)
    format: Mapped[EventFormat]
    place: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(300))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    capacity: Mapped[int | None]
    ceiling: Mapped[int | None]
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[EventState]
    cancel_reason: Mapped[str | None] = mapped_column(String(300))
    organiser_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    version: Mapped[int] = mapped_column(default=0)
    # Who came without having signed up, counted on the day.
    walk_ins: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    announced_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]  # held, closed or called off
    erased_at: Mapped[datetime | None]  # needs, answers and ages of its guests

    @property
    def left(self) -> int | None:
        """Seats that are free; None: without end."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)


class EventDistrict(Base):
    """A district whose families an event is for; of a border, several (feature 29)."""

    __tablename__ = "event_district"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)

    __table_args__ = (Index("ix_event_district_district_id", "district_id"),)


class EventSpeaker(WithId, Base):
    __tablename__ = "event_speaker"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(EncryptedText("event_speaker.name"))
    level: Mapped[SpeakerLevel]
    speciality_id: Mapped[int | None] = mapped_column(ForeignKey("speciality.id"))


class EventAuthority(WithId, Base):
    """A department or another authority that takes part (CL-T3.2, CL-Q8)."""

    __tablename__ = "event_authority"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))


class EventQuestion(WithId, Base):
    """What is asked of whoever signs up. Without `choices` the answer is in words."""

    __tablename__ = "event_question"
    __table_args__ = (UniqueConstraint("event_id", "position"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    position: Mapped[int]
    words: Mapped[str] = mapped_column(String(200))
    choices: Mapped[list[str]]


class EventMaterial(WithId, Base):
    """What is left to read or watch afterwards; the address is https alone."""

    __tablename__ = "event_material"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    url: Mapped[str] = mapped_column(String(300))
    added_at: Mapped[datetime]
