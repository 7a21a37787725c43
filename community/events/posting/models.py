"""Which chats an event was posted in."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base


class EventPost(Base):
    __tablename__ = "event_post"
    __table_args__ = (Index("ix_event_post_chat_id", "chat_id"),)

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chat.id"), primary_key=True)
    pins: Mapped[bool]
    posted_at: Mapped[datetime]
