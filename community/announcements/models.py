"""Announcements, whom they reach, and how people want to hear of them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
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

_RUNNING = text("state IN ('scheduled', 'sending')")


class Announcement(WithId, Base):
    """A text sent once. `body` is Markdown as its author wrote it; `audience` holds the choice:
    lists of districts, roles, steps of the candidates' path, and an event with a circle of it.

    `reached_id` is the last person who was put into the outbox, in ascending ids: a start that
    was interrupted goes on from there.
    """

    __tablename__ = "announcement"
    __table_args__ = (
        CheckConstraint("state <> 'scheduled' OR due_at IS NOT NULL", name="scheduled_has_time"),
        Index(
            "ix_announcement_running",
            "state",
            "due_at",
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
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    audience: Mapped[dict[str, Any]]
    to_people: Mapped[bool] = mapped_column(default=True)
    pins: Mapped[bool] = mapped_column(default=False)
    urgent: Mapped[bool] = mapped_column(default=False)  # waits for no morning and no weekly letter
    # The district whose leader wrote it; None: the region.
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
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


class AnnouncementRecipient(Base):
    """One person, once (scenario 19). Whom it concerns is nobody's to read: counts are shown.

    `week` is the letter of the week it went into.
    """

    __tablename__ = "announcement_recipient"
    __table_args__ = (
        Index("ix_announcement_recipient_count", "announcement_id", "delivery", "district_id"),
        Index("ix_announcement_recipient_weekly", "person_id", "week"),
    )

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcement.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    delivery: Mapped[Delivery]
    week: Mapped[date | None]


class HearingChoice(Base):
    """Of whoever does not want to hear of everything at once."""

    __tablename__ = "announcement_hearing"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hearing: Mapped[Hearing]
