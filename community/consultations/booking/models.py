"""Consultations, the quarters of an hour they take, groups and their seats (decision 013)."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    SmallInteger,
    String,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from community.consultations.booking.kinds import ConsultationState, GroupState, Party
from community.consultations.specialists.kinds import Format
from community.core.db import Base, WithId

__all__ = [
    "Consultation",
    "ConsultationState",
    "GroupConsultation",
    "GroupSeat",
    "GroupState",
    "Party",
    "TakenQuarter",
]

_BOOKED = text("state = 'booked'")
_FIRST = text("length IS NOT NULL")


class Consultation(WithId, Base):
    """A meeting of a person with a specialist about a request."""

    __tablename__ = "consultation"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("(state = 'booked') = (ended_at IS NULL)", name="booked_is_open"),
        CheckConstraint("(state = 'moved') = (moved_to_id IS NOT NULL)", name="moved_says_where"),
        # A person cannot be in two places; overlaps of different length are caught by the rules.
        Index(
            "uq_consultation_person_time",
            "person_id",
            "starts_at",
            unique=True,
            sqlite_where=_BOOKED,
            postgresql_where=_BOOKED,
        ),
        Index("ix_consultation_specialist_id_starts_at", "specialist_id", "starts_at"),
        Index("ix_consultation_request_id", "request_id"),
        Index(
            "ix_consultation_booked_ends_at",
            "ends_at",
            sqlite_where=_BOOKED,
            postgresql_where=_BOOKED,
        ),
    )

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"))
    speciality_id: Mapped[int] = mapped_column(ForeignKey("speciality.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    format: Mapped[Format]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    state: Mapped[ConsultationState]
    booked_at: Mapped[datetime]
    # The first consultation of a series; later ones point at it.
    series_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    moved_to_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[Party | None]


class TakenQuarter(Base):
    """A quarter of an hour of a specialist that is taken: the key lets nobody take it twice.

    `quarter` counts quarters of an hour since 1970 in UTC. `length` stands at the first one of a
    consultation alone: how many there are with the pause after it.
    """

    __tablename__ = "taken_quarter"
    __table_args__ = (
        CheckConstraint(
            "(consultation_id IS NULL) <> (group_id IS NULL)", name="taken_by_one_of_both"
        ),
        Index("ix_taken_quarter_consultation_id", "consultation_id"),
        Index("ix_taken_quarter_group_id", "group_id"),
        # Free times are computed from this index alone.
        Index(
            "ix_taken_quarter_length",
            "specialist_id",
            "quarter",
            "length",
            sqlite_where=_FIRST,
            postgresql_where=_FIRST,
        ),
    )

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"), primary_key=True)
    quarter: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    length: Mapped[int | None] = mapped_column(SmallInteger)
    consultation_id: Mapped[int | None] = mapped_column(ForeignKey("consultation.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group_consultation.id"))


class GroupConsultation(WithId, Base):
    """A meeting with several seats (feature 37). `topic` is public, and names nobody."""

    __tablename__ = "group_consultation"
    __table_args__ = (
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("seats BETWEEN 2 AND 100", name="seats"),
        Index("ix_group_consultation_starts_at", "starts_at"),
    )

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"), index=True)
    speciality_id: Mapped[int] = mapped_column(ForeignKey("speciality.id"))
    topic: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    seats: Mapped[int]
    format: Mapped[Format]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    state: Mapped[GroupState]
    planned_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class GroupSeat(Base):
    """A seat that is taken. Numbers go from 1 to `seats`; one person has one."""

    __tablename__ = "group_seat"
    __table_args__ = (
        Index("uq_group_seat_person", "group_id", "person_id", unique=True),
        CheckConstraint("seat >= 1", name="seat"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("group_consultation.id"), primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    taken_at: Mapped[datetime]
    came: Mapped[bool | None]
