"""Suggestions: numbers alone. What was asked, and by whom, is written down nowhere."""

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId
from community.library.hints.kinds import HintState


class ArticleHint(WithId, Base):
    """`message_id` is the messenger's: of the question that the article may answer."""

    __tablename__ = "article_hint"
    __table_args__ = (
        UniqueConstraint("chat_id", "message_id"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        Index("ix_article_hint_chat_id_suggested_at", "chat_id", "suggested_at"),
    )

    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"))
    message_id: Mapped[int] = mapped_column(BigInteger)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    state: Mapped[HintState] = mapped_column(default=HintState.OPEN)
    suggested_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
