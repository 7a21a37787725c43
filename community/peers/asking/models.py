"""Questions to other parents, and who was asked."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.peers.asking.kinds import PeerAnswer, PeerOutcome, PeerState

_OPEN = text("state <> 'closed'")
_BOUND = text("ended_at IS NULL")
_ACCEPTED = text("ended_at IS NULL AND answer = 'accepted'")


class PeerRequest(WithId, Base):
    """«Кто это прошёл?» of one parent.

    `due_at` is when the next wave goes out, or when whoever asked must have decided. `elsewhere`:
    nobody of the asker's own districts is asked. `asked` counts those whom it reached. When it is
    forgotten, words, asker and conversation go, and what stays are counts.
    """

    __tablename__ = "peer_request"
    __table_args__ = (
        CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)"
            " AND (state = 'closed') = (outcome IS NOT NULL)"
            " AND (state = 'closed') = (due_at IS NULL)",
            name="closed_says_how",
        ),
        CheckConstraint("state = 'closed' OR person_id IS NOT NULL", name="open_is_somebodys"),
        CheckConstraint(
            "conversation_id IS NULL OR (state = 'closed' AND outcome = 'opened')",
            name="talk_means_opened",
        ),
        CheckConstraint("asked BETWEEN 0 AND 5", name="five_at_most"),
        Index(
            "uq_peer_request_open",
            "person_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_peer_request_due_at", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_peer_request_person_id", "person_id", "asked_at"),
        Index("ix_peer_request_conversation_id", "conversation_id"),
        Index("ix_peer_request_asked_at", "asked_at"),
        Index("ix_peer_request_erase_at", "erase_at"),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    situation_id: Mapped[int] = mapped_column(ForeignKey("situation.id"))
    words: Mapped[str | None] = mapped_column(EncryptedText("peer_request.words"))
    elsewhere: Mapped[bool]
    state: Mapped[PeerState]
    wave: Mapped[int] = mapped_column(default=0)  # how many are out
    asked: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    found_at: Mapped[datetime | None]  # for the first time
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("relay_conversation.id"))
    closed_at: Mapped[datetime | None]
    outcome: Mapped[PeerOutcome | None]
    erase_at: Mapped[datetime | None]


class AskedParent(WithId, Base):
    """A parent was asked. Until `ended_at` they are bound: asked still, or waiting for a word.

    Nobody is bound by two questions, and a question has one who has accepted.
    """

    __tablename__ = "peer_asked"
    __table_args__ = (
        UniqueConstraint("request_id", "person_id"),
        CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answered_says_what"),
        CheckConstraint(
            "answer IS NULL OR answer = 'accepted' OR ended_at IS NOT NULL", name="no_binds_nobody"
        ),
        Index(
            "uq_peer_asked_bound",
            "person_id",
            unique=True,
            sqlite_where=_BOUND,
            postgresql_where=_BOUND,
        ),
        Index(
            "uq_peer_asked_accepted",
            "request_id",
            unique=True,
            sqlite_where=_ACCEPTED,
            postgresql_where=_ACCEPTED,
        ),
        Index("ix_peer_asked_person_id", "person_id", "asked_at"),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("peer_request.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answer: Mapped[PeerAnswer | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
