"""Hours of work in the region's time; what is taken of them belongs to `booking`."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, SmallInteger, Time
from sqlalchemy.orm import Mapped, mapped_column

from community.consultations.specialists.kinds import Format
from community.core.db import Base, WithId

__all__ = ["DayHours", "Format", "TimeOff", "WorkingHours"]


class WorkingHours(WithId, Base):
    """Every week on this day (0: Monday). No format: whichever the parent prefers."""

    __tablename__ = "working_hours"
    __table_args__ = (
        CheckConstraint("begins < ends", name="begins_before_end"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
        Index("ix_working_hours_specialist_id", "specialist_id", "weekday", "begins"),
    )

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"))
    weekday: Mapped[int] = mapped_column(SmallInteger)
    begins: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    format: Mapped[Format | None]


class DayHours(WithId, Base):
    """On this one day, instead of the week's hours. With a district it is a day of travel."""

    __tablename__ = "day_hours"
    __table_args__ = (
        CheckConstraint("begins < ends", name="begins_before_end"),
        CheckConstraint(
            "district_id IS NULL OR format = 'in_person'", name="travels_to_meet_in_person"
        ),
        Index("ix_day_hours_specialist_id_day", "specialist_id", "day", "begins"),
    )

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"))
    day: Mapped[date] = mapped_column(Date)
    begins: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    format: Mapped[Format | None]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))


class TimeOff(WithId, Base):
    """Holiday, illness, an hour at the dentist's. Why is nobody's business."""

    __tablename__ = "time_off"
    __table_args__ = (
        CheckConstraint("begins_at < ends_at", name="begins_before_end"),
        Index("ix_time_off_specialist_id_ends_at", "specialist_id", "ends_at"),
    )

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"))
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
