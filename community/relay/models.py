"""Conversations through the bot, what was said, and where it stands in whose chat."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.relay.kinds import ComplaintOutcome, ComplaintState, Medium, Side

__all__ = [
    "Complaint",
    "ComplaintOutcome",
    "ComplaintState",
    "Conversation",
    "Medium",
    "RelayMessage",
    "RelayPlace",
    "Side",
]

_OPEN = text("closed_at IS NULL")
_UNDECIDED = text("state = 'open'")
ONCE_LENGTH = 64


class Conversation(WithId, Base):
    """Two people who know each other by an alias only, until both agree to drop it.

    `guarded`: they did not agree from the beginning, as after a signal; nights are quiet here.
    `waits_since`: the asker has spoken and the helper not yet; None: nothing waits.
    `erase_at` is when the words go; that there were some stays.
    """

    __tablename__ = "relay_conversation"
    __table_args__ = (
        CheckConstraint("asker_id <> helper_id", name="two_people"),
        CheckConstraint(
            "revealed_at IS NULL OR (asker_reveals AND helper_reveals)", name="both_agreed"
        ),
        Index(
            "ix_relay_conversation_open_asker",
            "asker_id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index(
            "ix_relay_conversation_open_helper",
            "helper_id",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_relay_conversation_erase_at", "erase_at"),
    )

    asker_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    helper_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asker_alias: Mapped[str] = mapped_column(EncryptedText("relay_conversation.asker_alias"))
    helper_alias: Mapped[str] = mapped_column(EncryptedText("relay_conversation.helper_alias"))
    guarded: Mapped[bool] = mapped_column(default=True)
    opened_at: Mapped[datetime]
    asker_spoke_at: Mapped[datetime | None]  # for the first time
    helper_spoke_at: Mapped[datetime | None]
    last_said_at: Mapped[datetime | None]
    waits_since: Mapped[datetime | None]
    asker_reveals: Mapped[bool] = mapped_column(default=False)
    helper_reveals: Mapped[bool] = mapped_column(default=False)
    revealed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    erase_at: Mapped[datetime | None]

    def side_of(self, person_id: int | None) -> Side | None:
        """None: this person has no part in it."""
        return {self.asker_id: Side.ASKER, self.helper_id: Side.HELPER}.get(person_id or 0)

    def person_on(self, side: Side) -> int:
        return self.asker_id if side is Side.ASKER else self.helper_id

    def alias_of(self, side: Side) -> str:
        return self.asker_alias if side is Side.ASKER else self.helper_alias


class RelayMessage(WithId, Base):
    """What one side said. Words and file are empty once withdrawn or erased.

    `file` is the messenger's name and its own id of the file, `telegram:AgAC…`. `once` is the
    nonce of the form it was written in: a form that is sent twice says nothing twice.
    """

    __tablename__ = "relay_message"
    __table_args__ = (
        Index("ix_relay_message_conversation", "conversation_id", "id"),
        # Of one side of one conversation, so that a guessed nonce finds nothing of others.
        Index("uq_relay_message_once", "conversation_id", "side", "once", unique=True),
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("relay_conversation.id"))
    side: Mapped[Side]
    medium: Mapped[Medium]
    words: Mapped[str | None] = mapped_column(EncryptedText("relay_message.words"))
    file: Mapped[str | None] = mapped_column(EncryptedText("relay_message.file"))
    reply_to_id: Mapped[int | None] = mapped_column(ForeignKey("relay_message.id"))
    said_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    undelivered_at: Mapped[datetime | None]  # the other side cannot be written to
    once: Mapped[str | None] = mapped_column(String(ONCE_LENGTH))


class RelayPlace(WithId, Base):
    """Where a message stands in the messenger: in its author's chat with the bot, or as a copy.

    A long message has several copies. The pair is unique: a repeated update says nothing twice.
    """

    __tablename__ = "relay_place"
    __table_args__ = (
        UniqueConstraint("account_id", "external_id"),
        Index("ix_relay_place_message_id", "message_id"),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("relay_message.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("messenger_account.id"))
    external_id: Mapped[str] = mapped_column(String(32))
    is_copy: Mapped[bool]


class Complaint(WithId, Base):
    """One side about the other. It opens the conversation to two named people, never to one.

    Each reader consents for themself. `open_until` stands only where both have, and ends it.
    """

    __tablename__ = "relay_complaint"
    __table_args__ = (
        CheckConstraint("by_id <> about_id", name="two_sides"),
        CheckConstraint(
            "(first_reader_id IS NULL) = (second_reader_id IS NULL)"
            " AND first_reader_id <> second_reader_id",
            name="two_readers",
        ),
        CheckConstraint(
            "first_reader_id NOT IN (by_id, about_id)"
            " AND second_reader_id NOT IN (by_id, about_id)",
            name="readers_take_no_side",
        ),
        CheckConstraint(
            "first_reader_id IS NOT NULL"
            " OR (first_consent_at IS NULL AND second_consent_at IS NULL)",
            name="named_before_consent",
        ),
        CheckConstraint(
            "open_until IS NULL"
            " OR (first_consent_at IS NOT NULL AND second_consent_at IS NOT NULL)",
            name="opened_by_both",
        ),
        CheckConstraint(
            "(state = 'decided') = (outcome IS NOT NULL)"
            " AND (state = 'decided') = (decided_by_id IS NOT NULL)",
            name="decided_with_outcome",
        ),
        CheckConstraint("(state = 'open') = (ended_at IS NULL)", name="ended_or_open"),
        Index(
            "uq_relay_complaint_open",
            "conversation_id",
            "by_id",
            unique=True,
            sqlite_where=_UNDECIDED,
            postgresql_where=_UNDECIDED,
        ),
        Index("ix_relay_complaint_state", "state", "complained_at"),
    )

    conversation_id: Mapped[int] = mapped_column(ForeignKey("relay_conversation.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    about_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    words: Mapped[str | None] = mapped_column(EncryptedText("relay_complaint.words"))
    state: Mapped[ComplaintState]
    complained_at: Mapped[datetime]
    first_reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    second_reader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    first_consent_at: Mapped[datetime | None]
    second_consent_at: Mapped[datetime | None]
    open_until: Mapped[datetime | None]
    outcome: Mapped[ComplaintOutcome | None]
    note: Mapped[str | None] = mapped_column(EncryptedText("relay_complaint.note"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None]

    @property
    def readers(self) -> tuple[int, ...]:
        """The two who are named; nobody yet: empty."""
        return tuple(one for one in (self.first_reader_id, self.second_reader_id) if one)
