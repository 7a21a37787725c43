"""When a group meets, and what is left of it afterwards."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.selfhelp.meetings.kinds import MeetingState


class GroupRhythm(Base):
    """When a group meets again and again, by the region's clocks.

    `minute` is counted from midnight, `minutes` is how long they sit together, `begins_on` the day
    of a first meeting: its weekday is that of all.
    """

    __tablename__ = "support_group_rhythm"
    __table_args__ = (
        CheckConstraint("every_weeks BETWEEN 1 AND 8", name="every_weeks"),
        CheckConstraint("minute BETWEEN 0 AND 1439", name="minute"),
        CheckConstraint("minutes BETWEEN 30 AND 240", name="minutes"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"), primary_key=True)
    begins_on: Mapped[date]
    every_weeks: Mapped[int]
    minute: Mapped[int]
    minutes: Mapped[int]
    place: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(300))


class GroupMeeting(WithId, Base):
    """`slot` is the day by the group's rhythm, which it keeps when it is moved: none is made twice.

    `version` grows with each change that its members hear of. `mood` is one line of whoever leads
    the group, for nobody else.
    """

    __tablename__ = "support_group_meeting"
    __table_args__ = (
        UniqueConstraint("group_id", "slot"),
        CheckConstraint("starts_at < ends_at", name="starts_before_end"),
        CheckConstraint("(state = 'held') = (held_at IS NOT NULL)", name="held"),
        Index("ix_support_group_meeting_group_starts", "group_id", "starts_at"),
        Index("ix_support_group_meeting_state_starts", "state", "starts_at"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"))
    slot: Mapped[date | None]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    state: Mapped[MeetingState]
    place: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=0)
    cancel_reason: Mapped[str | None] = mapped_column(String(300))
    mood: Mapped[str | None] = mapped_column(EncryptedText("support_group_meeting.mood"))
    held_at: Mapped[datetime | None]
    came: Mapped[int] = mapped_column(default=0)  # how many, also once names are forgotten


class GroupAttendance(Base):
    """Who came to a meeting that was held."""

    __tablename__ = "support_group_attendance"

    meeting_id: Mapped[int] = mapped_column(
        ForeignKey("support_group_meeting.id"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
