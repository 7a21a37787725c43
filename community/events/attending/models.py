"""What guests say afterwards, and what the organiser told them."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.events.attending.kinds import ComesAgain, Whom

__all__ = ["ComesAgain", "EventFeedback", "EventWord", "Whom"]


class EventFeedback(Base):
    """Three answers of one family (feature 28); shown to the organiser without whose they are."""

    __tablename__ = "event_feedback"
    __table_args__ = (CheckConstraint("useful BETWEEN 1 AND 5", name="useful"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("event_party.id"), primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    useful: Mapped[int | None]
    again: Mapped[ComesAgain | None]
    words: Mapped[str | None] = mapped_column(EncryptedText("event_feedback.words"))
    said_at: Mapped[datetime]


class EventWord(WithId, Base):
    """A message of the organiser to those who come or wait."""

    __tablename__ = "event_word"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    whom: Mapped[Whom]
    words: Mapped[str] = mapped_column(EncryptedText("event_word.words"))
    sent_at: Mapped[datetime]
