"""Requests for articles, and who is to be told."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.library.wanted.kinds import RequestState


class ArticleRequest(WithId, Base):
    """A question that no article answered. Its words may tell of a child: they are encrypted."""

    __tablename__ = "article_request"
    __table_args__ = (
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("state <> 'assigned' OR assignee_id IS NOT NULL", name="assigned"),
        CheckConstraint("state <> 'answered' OR article_id IS NOT NULL", name="answered"),
        CheckConstraint("(state = 'declined') = (declined_because IS NOT NULL)", name="says_why"),
        Index("ix_article_request_state", "state", "id"),
        Index("ix_article_request_article_id", "article_id"),
    )

    words: Mapped[str] = mapped_column(EncryptedText("article_request.words"))
    state: Mapped[RequestState]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("article_topic.id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    # The article that is being written for it, or that answered it.
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"))
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("article_request.id"))
    declined_because: Mapped[str | None] = mapped_column(String(300))
    asked: Mapped[int] = mapped_column(default=1)  # how many asked; it outlives who they were
    asked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ArticleAsker(Base):
    """Who is told once there is an answer. Shown to nobody."""

    __tablename__ = "article_asker"
    __table_args__ = (Index("ix_article_asker_person_id_asked_at", "person_id", "asked_at"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("article_request.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[datetime]
