"""The table of conversations that are under way."""

from datetime import datetime
from typing import Any

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedJson
from community.core.db import Base


class DialogueState(Base):
    """State of one dialogue; `data` may hold what a person has typed, hence encrypted."""

    __tablename__ = "conversation"

    key: Mapped[str] = mapped_column(String(160), primary_key=True)
    state: Mapped[str | None] = mapped_column(String(120))
    data: Mapped[Any | None] = mapped_column(EncryptedJson("conversation.data"))
    changed_at: Mapped[datetime] = mapped_column(index=True)
