"""Chats, who is in them, who asks to join, raids, activity."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.chats.kinds import ChatState, Presence, Purpose, RequestState
from community.core.db import Base, WithId

__all__ = [
    "LET_GO",
    "MERGED",
    "Chat",
    "ChatDay",
    "ChatGuest",
    "ChatMember",
    "ChatState",
    "JoinRequest",
    "Presence",
    "Purpose",
    "Raid",
    "RequestState",
]

# Why nobody need worry about a chat that is lost: its address turned out to be another chat's new
# one, or the group that it belonged to is no more.
MERGED, LET_GO = "merged", "let_go"


class Chat(WithId, Base):
    """A messenger group bound to a purpose. `rights` are the bot's, as last seen there."""

    __tablename__ = "chat"
    __table_args__ = (UniqueConstraint("messenger", "external_id"),)

    messenger: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(String(255))
    purpose: Mapped[Purpose | None]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    state: Mapped[ChatState]
    rights: Mapped[dict[str, Any]] = mapped_column(default=dict)
    rights_checked_at: Mapped[datetime | None]
    invite_link: Mapped[str | None] = mapped_column(String(255))
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    lost_at: Mapped[datetime | None]
    lost_reason: Mapped[str | None] = mapped_column(String(40))


class ChatMember(WithId, Base):
    """The club's own roster, since a bot cannot list a group's members."""

    __tablename__ = "chat_member"
    __table_args__ = (UniqueConstraint("chat_id", "account_id"),)

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("messenger_account.id"), index=True)
    presence: Mapped[Presence]
    since: Mapped[datetime]


_WAITING = text("state = 'waiting'")


class JoinRequest(WithId, Base):
    """Somebody asked the messenger to be let into a chat."""

    __tablename__ = "join_request"
    __table_args__ = (
        Index(
            "uq_join_request_waiting",
            "chat_id",
            "account_id",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_join_request_chat_at", "chat_id", "requested_at"),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("messenger_account.id"), index=True)
    requested_at: Mapped[datetime]
    state: Mapped[RequestState]
    in_raid: Mapped[bool] = mapped_column(default=False)
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


_GOING_ON = text("ended_at IS NULL")


class ChatGuest(Base):
    """Who is let into the chat of a self-help group: those who are in the group, and nobody else.

    Of other chats, roles say it (`rules.may_enter`).
    """

    __tablename__ = "chat_guest"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    since: Mapped[datetime]

    __table_args__ = (Index("ix_chat_guest_person_id", "person_id"),)


class Raid(WithId, Base):
    """A wave of join requests during which nothing is answered automatically (scenario 5)."""

    __tablename__ = "raid"
    __table_args__ = (
        Index(
            "uq_raid_going_on",
            "chat_id",
            unique=True,
            sqlite_where=_GOING_ON,
            postgresql_where=_GOING_ON,
        ),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ChatDay(Base):
    """How lively a chat was on a day: counts only, gathered in memory and flushed."""

    __tablename__ = "chat_day"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    messages: Mapped[int] = mapped_column(default=0)
