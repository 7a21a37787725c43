"""Batches of invitation codes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import BlindIndex, EncryptedText
from community.core.db import Base, WithId


class InvitationBatch(WithId, Base):
    """Codes for one guardianship body or service to hand out on paper."""

    __tablename__ = "invitation_batch"
    __table_args__ = (CheckConstraint("count > 0", name="not_empty"),)

    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    handed_to: Mapped[str] = mapped_column(String(120))
    count: Mapped[int]
    for_candidates: Mapped[bool] = mapped_column(default=False)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Invitation(WithId, Base):
    """One code, good for one family.

    Who used it is known to the verification alone (`application.invitation_id`); whoever handed
    it out is never told.
    """

    __tablename__ = "invitation"

    batch_id: Mapped[int] = mapped_column(ForeignKey("invitation_batch.id"), index=True)
    code: Mapped[str] = mapped_column(EncryptedText("invitation.code"))
    code_hash: Mapped[bytes] = mapped_column(BlindIndex("invitation.code"), unique=True)
    used_at: Mapped[datetime | None]
