"""The roster, signals of distress, and who was called to them."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.duty.kinds import (
    Circle,
    Colour,
    DebriefAnswer,
    Half,
    Outcome,
    SignalSource,
    SignalState,
)

__all__ = ["Call", "Debrief", "Duty", "Signal"]

_REGION = text("district_id IS NULL")
_DISTRICT = text("district_id IS NOT NULL")
_OPEN = text("state <> 'closed'")
_RAISED = text("state = 'raised'")


class Duty(WithId, Base):
    """Half a day of one person, for a district or (None) the region. `day` is when it begins."""

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("person_id <> substitute_id", name="two_people"),
        Index(
            "uq_duty_region",
            "day",
            "half",
            unique=True,
            sqlite_where=_REGION,
            postgresql_where=_REGION,
        ),
        Index(
            "uq_duty_district",
            "day",
            "half",
            "district_id",
            unique=True,
            sqlite_where=_DISTRICT,
            postgresql_where=_DISTRICT,
        ),
        Index("ix_duty_person_id_day", "person_id", "day"),
    )

    day: Mapped[date] = mapped_column(Date)
    half: Mapped[Half]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    offered_at: Mapped[datetime | None]  # looks for somebody to take it over
    planned_at: Mapped[datetime]


class Signal(WithId, Base):
    """Somebody may be in need, and a person must come.

    `circle` was asked last, and `widens_at` is when the next one is, while nobody has come.
    `words` are the person's own, kept as long as an excerpt of an incident is.
    """

    __tablename__ = "signal"
    __table_args__ = (
        CheckConstraint("state <> 'taken' OR taken_by_id IS NOT NULL", name="taken_by_whom"),
        CheckConstraint("(state = 'raised') = (widens_at IS NOT NULL)", name="raised_widens"),
        CheckConstraint(
            "(state = 'closed') = (outcome IS NOT NULL)"
            " AND (state = 'closed') = (closed_at IS NOT NULL)",
            name="closed_with_outcome",
        ),
        Index(
            "uq_signal_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_signal_widens_at",
            "widens_at",
            sqlite_where=_RAISED,
            postgresql_where=_RAISED,
        ),
        Index("ix_signal_raised_at", "raised_at"),
        Index("ix_signal_incident_id", "incident_id"),
        Index("ix_signal_erase_at", "erase_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"))
    # The incident of the chat, which stands above this area: an id, no reference.
    incident_id: Mapped[int | None] = mapped_column(BigInteger)
    source: Mapped[SignalSource]
    colour: Mapped[Colour]
    words: Mapped[str | None] = mapped_column(EncryptedText("signal.words"))
    state: Mapped[SignalState]
    circle: Mapped[Circle]
    raised_at: Mapped[datetime]
    widens_at: Mapped[datetime | None]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_at: Mapped[datetime | None]
    contact_at: Mapped[datetime | None]  # the first words from one person to the other
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("relay_conversation.id"))
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[Outcome | None]
    erase_at: Mapped[datetime | None]

    @property
    def may_be_mistaken(self) -> bool:
        """The bot or a neighbour has called, and nobody has gone to look yet."""
        return self.state is SignalState.RAISED and self.source is not SignalSource.SOS


class Call(WithId, Base):
    """Somebody was asked to come; `declined_at` when they could not."""

    __tablename__ = "signal_call"
    __table_args__ = (UniqueConstraint("signal_id", "person_id"),)

    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    circle: Mapped[Circle]
    called_at: Mapped[datetime]
    declined_at: Mapped[datetime | None]


class Debrief(WithId, Base):
    """After a red signal whoever went is asked how they are (spec/beyond.md 15)."""

    __tablename__ = "debrief"
    __table_args__ = (UniqueConstraint("signal_id", "person_id"),)

    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    offered_at: Mapped[datetime]
    answer: Mapped[DebriefAnswer | None]
    answered_at: Mapped[datetime | None]
