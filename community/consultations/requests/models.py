"""Requests for help and the specialists they were offered to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from community.consultations.requests.kinds import (
    FollowUp,
    ForWhom,
    Naming,
    OfferAnswer,
    RequestOutcome,
    RequestState,
    Urgency,
)
from community.consultations.specialists.kinds import Format
from community.core.crypto import EncryptedText
from community.core.db import Base, WithId

__all__ = [
    "FollowUp",
    "ForWhom",
    "HelpRequest",
    "Naming",
    "Offer",
    "OfferAnswer",
    "RequestOutcome",
    "RequestState",
    "Urgency",
]

_OPEN = text("state <> 'closed'")
_PENDING = text("answered_at IS NULL")


class HelpRequest(WithId, Base):
    """What somebody asks of a speciality. There is no price, and no field for one (feature 41).

    While it is open exactly one person must do the next thing, `responsible_id`, until `due_at`.
    `specialist_id` is whom it is offered to, or who has taken it. `words` go at `erase_at`.
    """

    __tablename__ = "help_request"
    __table_args__ = (
        CheckConstraint(
            "(state = 'closed') = (responsible_id IS NULL)"
            " AND (state = 'closed') = (due_at IS NULL)",
            name="open_has_somebody",
        ),
        CheckConstraint(
            "(state = 'closed') = (closed_at IS NOT NULL)"
            " AND (state = 'closed') = (outcome IS NOT NULL)",
            name="closed_says_how",
        ),
        CheckConstraint(
            "(state IN ('waiting', 'closed') OR specialist_id IS NOT NULL)"
            " AND (state <> 'waiting' OR specialist_id IS NULL)",
            name="in_whose_hands",
        ),
        CheckConstraint("rating BETWEEN 1 AND 3", name="rating"),
        Index(
            "uq_help_request_open",
            "person_id",
            "speciality_id",
            "for_whom",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_help_request_due_at", "due_at", sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index(
            "ix_help_request_in_hand", "specialist_id", sqlite_where=_OPEN, postgresql_where=_OPEN
        ),
        Index(
            "ix_help_request_waiting",
            "speciality_id",
            "asked_at",
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_help_request_person_id", "person_id"),
        Index("ix_help_request_conversation_id", "conversation_id"),
        Index("ix_help_request_asked_at", "asked_at"),
        Index("ix_help_request_erase_at", "erase_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    speciality_id: Mapped[int] = mapped_column(ForeignKey("speciality.id"))
    # Whom the parent would like to have (a link to one specialist); None: whoever is free.
    wished_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    for_whom: Mapped[ForWhom]
    format: Mapped[Format | None]  # None: either will do
    urgency: Mapped[Urgency]
    naming: Mapped[Naming]
    words: Mapped[str | None] = mapped_column(EncryptedText("help_request.words"))
    state: Mapped[RequestState]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime | None]
    specialist_id: Mapped[int | None] = mapped_column(ForeignKey("specialist.id"))
    asked_at: Mapped[datetime]
    leader_told_at: Mapped[datetime | None]  # that nobody has taken it, or nobody answers
    reminders: Mapped[int] = mapped_column(default=0)  # of an answer that is owed
    taken_at: Mapped[datetime | None]  # for the first time
    conversation_id: Mapped[int | None] = mapped_column(ForeignKey("relay_conversation.id"))
    first_answer_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[RequestOutcome | None]
    rating: Mapped[int | None] = mapped_column(SmallInteger)  # 1 did not help … 3 helped
    follow_up: Mapped[FollowUp | None]
    erase_at: Mapped[datetime | None]


class Offer(WithId, Base):
    """A request was offered to a specialist; one at a time."""

    __tablename__ = "help_offer"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name="answered_says_what"),
        Index(
            "uq_help_offer_pending",
            "request_id",
            unique=True,
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index("ix_help_offer_request_id", "request_id"),
        Index("ix_help_offer_specialist_id", "specialist_id", "offered_at"),
    )

    request_id: Mapped[int] = mapped_column(ForeignKey("help_request.id"))
    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"))
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[OfferAnswer | None]
