"""The table of messages to send."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import BigInteger, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId


class RecipientKind(StrEnum):
    PERSON = "person"  # whoever of their accounts can be reached
    ACCOUNT = "account"  # one messenger account
    CHAT = "chat"


class State(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"  # no longer true when its turn came
    UNREACHABLE = "unreachable"  # the recipient blocked the bot or is gone
    FAILED = "failed"  # refused for good, or tried too often


class Priority(IntEnum):
    """Smaller goes first. A person waiting for an answer never stands behind a broadcast."""

    SIGNAL = 0
    ANSWER = 10
    NORMAL = 20
    REMINDER = 30
    BROADCAST = 40


ERROR_LIMIT = 80  # a code or a class name, never the messenger's sentence
UNSENT = (State.PENDING, State.SENDING)
_UNSENT_SQL = text("state IN ('pending', 'sending')")


class OutboxMessage(WithId, Base):
    """One message to one recipient. `params` holds ids and codes, never text or names.

    `by_mail` ones go by e-mail: those that are written for it, and those that the messenger could
    not bring (decision 016).
    """

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("unique_key"),
        Index(
            "ix_outbox_message_due",
            "priority",
            "due_at",
            "id",
            sqlite_where=_UNSENT_SQL,
            postgresql_where=_UNSENT_SQL,
        ),
        Index(
            "ix_outbox_message_recipient",
            "recipient_kind",
            "recipient_id",
            "id",
            sqlite_where=_UNSENT_SQL,
            postgresql_where=_UNSENT_SQL,
        ),
        Index("ix_outbox_message_finished_at", "finished_at"),
    )

    recipient_kind: Mapped[RecipientKind]
    recipient_id: Mapped[int] = mapped_column(BigInteger)
    template: Mapped[str] = mapped_column(String(64))
    params: Mapped[dict[str, Any]]
    priority: Mapped[int]
    due_at: Mapped[datetime]
    retry_at: Mapped[datetime | None]
    unique_key: Mapped[str] = mapped_column(String(160))
    by_mail: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    state: Mapped[State]
    attempts: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(ERROR_LIMIT))
    # Where the messenger put it, `chat id:message id`, so that a card can be edited later.
    sent_ref: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
