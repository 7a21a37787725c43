"""Documents, their versions, and who accepted which."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId


class DocumentKind(StrEnum):
    AGREEMENT = "agreement"  # rules one agrees to
    CONSENT = "consent"  # stands alone and can be withdrawn alone (156-FZ)
    NOTICE = "notice"  # a text to read


class Document(WithId, Base):
    __tablename__ = "document"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    kind: Mapped[DocumentKind]
    required: Mapped[bool]  # membership rests on it
    position: Mapped[int]


class DocumentVersion(WithId, Base):
    """A published text; never changed afterwards.

    `texts` maps a language to `title`, `summary` (one line above the button), `body` (light
    Markdown) and, for consents, `withdraw_effect`.
    """

    __tablename__ = "document_version"
    __table_args__ = (
        UniqueConstraint("document_id", "number"),
        CheckConstraint("number > 0", name="number_from_one"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    texts: Mapped[dict[str, Any]]
    asks_again: Mapped[bool]  # whoever accepted an earlier version is asked anew
    published_at: Mapped[datetime]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Acceptance(WithId, Base):
    """Proof that a person accepted a version, and when they withdrew it. Outlives erasure."""

    __tablename__ = "acceptance"
    __table_args__ = (
        Index(
            "uq_acceptance_in_force",
            "person_id",
            "version_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), index=True)
    accepted_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
