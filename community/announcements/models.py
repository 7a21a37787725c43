"""Announcements, whom they reach, and how people want to hear of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.announcements.kinds import AnnouncementState, Delivery, Hearing
from community.core.db import Base, WithId

__all__ = [
    "Announcement",
    "AnnouncementChat",
    "AnnouncementRecipient",
    "AnnouncementState",
    "Delivery",
    "Hearing",
    "HearingChoice",
]

_RUNNING = text("state <> 'draft' AND ended_at IS NULL")
_WEEKLY = text("delivery = 'weekly'")


class Announcement(WithId, Base):
    """A text sent once. `body` is Markdown as its author wrote it; `audience` holds whom it is
    for, as `rules.Audience` reads it.

    `reached_id` is the last person who was put into the outbox, in ascending ids: a start that
    was interrupted goes on from there. `ended_at` comes when nothing is on its way any more, also
    after it was cancelled.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("state <> 'scheduled' OR due_at IS NOT NULL", name="scheduled_has_time"),
        Index(
            "ix_announcement_running",
            "id",
            sqlite_where=_RUNNING,
            postgresql_where=_RUNNING,
        ),
        Index("ix_announcement_created_at", "created_at"),
    )

    title: Mapped[str] = mapped_column(String(120))  # for the list alone; nobody is sent it
    body: Mapped[str] = mapped_column(Text)
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("picture.id"))
    button_label: Mapped[str | None] = mapped_column(String(40))
    button_url: Mapped[str | None] = mapped_column(String(300))
    # The button leads to it where there is no other one; its guests may be the audience.
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    audience: Mapped[dict[str, Any]]
    pins: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False)  # waits for no morning and no weekly letter
    # The district whose leader wrote it; None: the region.
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    state: Mapped[AnnouncementState]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    filled_at: Mapped[datetime | None]  # everybody is in the outbox
    ended_at: Mapped[datetime | None]
    reached_id: Mapped[int] = mapped_column(default=0)


class AnnouncementChat(Base):
    """A chat that gets it, once."""

    __tablename__ = "announcement_chat"

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    delivery: Mapped[Delivery]

    __table_args__ = (Index("ix_announcement_chat_chat_id", "chat_id"),)


class AnnouncementRecipient(WithId, Base):
    """One person, once (scenario 19). Whom it concerns is nobody's to read: counts are shown.

    `person_id` goes with the person, and long after the end with all of them: counts stay.
    `district_id` is the one of the audience through which they were reached. `week` is the day of
    the letter of the week that it went into; `weekly` stays until that letter has ended.
    """

    __tablename__ = "announcement_recipient"
    __table_args__ = (
        UniqueConstraint("announcement_id", "person_id"),
        Index("ix_announcement_recipient_count", "announcement_id", "delivery", "district_id"),
        Index("ix_announcement_recipient_person", "person_id", "week"),
        Index(
            "ix_announcement_recipient_weekly",
            "week",
            "person_id",
            sqlite_where=_WEEKLY,
            postgresql_where=_WEEKLY,
        ),
    )

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    delivery: Mapped[Delivery]
    week: Mapped[date | None]


class HearingChoice(Base):
    """Of whoever does not want to hear of everything at once."""

    __tablename__ = "announcement_hearing"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hearing: Mapped[Hearing]
