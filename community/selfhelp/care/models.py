"""What helps those who lead groups, and notices when one of them has fallen silent."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId


class FacilitatorNote(WithId, Base):
    """A private note of whoever leads a group: read by its author, by nobody else ever."""

    __tablename__ = "facilitator_note"
    __table_args__ = (Index("ix_facilitator_note_author_group", "author_id", "group_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    body: Mapped[str] = mapped_column(EncryptedText("facilitator_note.body"))
    written_at: Mapped[datetime]


class VacancyReason(StrEnum):
    SILENT = "silent"  # nothing was seen of the facilitator for two weeks (scenario 22)
    GONE = "gone"  # stepped down, left the club, lost the role


class VacancyEnd(StrEnum):
    RETURNED = "returned"
    REPLACED = "replaced"
    CLOSED = "closed"


_OPEN = text("ended_at IS NULL")


class LeadVacancy(WithId, Base):
    """A group that somebody must be found for; a leader sees it until it is settled."""

    __tablename__ = "support_group_vacancy"
    __table_args__ = (
        Index(
            "uq_support_group_vacancy_open",
            "group_id",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"))
    reason: Mapped[VacancyReason]
    noticed_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    end: Mapped[VacancyEnd | None]
