"""Applications to join, and what activists said of them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.membership.verification.kinds import ApplicantKind, ApplicationState, Via

__all__ = ["UNDECIDED", "ApplicantKind", "Application", "ApplicationState", "Via", "Vote"]

UNDECIDED = (ApplicationState.OPEN, ApplicationState.DOUBTED, ApplicationState.DISPUTED)
_UNDECIDED_SQL = text("state IN ('open', 'doubted', 'disputed')")


class Application(WithId, Base):
    """A request to be let into the club. `about` is in the applicant's own words."""

    __tablename__ = "application"
    __table_args__ = (
        Index(
            "uq_application_undecided",
            "person_id",
            unique=True,
            sqlite_where=_UNDECIDED_SQL,
            postgresql_where=_UNDECIDED_SQL,
        ),
        Index("ix_application_state_district", "state", "district_id", "created_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[ApplicantKind]
    family_id: Mapped[int | None] = mapped_column(ForeignKey("family.id"))
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"))
    about: Mapped[str | None] = mapped_column(EncryptedText("application.about"))
    state: Mapped[ApplicationState]
    created_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    via: Mapped[Via | None]
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), unique=True)
    # Why a leader refused: kept for the next leader, never sent (scenario 4).
    refusal_reason: Mapped[str | None] = mapped_column(EncryptedText("application.refusal_reason"))


class Vote(WithId, Base):
    """One activist's word on one application."""

    __tablename__ = "vote"
    __table_args__ = (UniqueConstraint("application_id", "voter_id"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    voter_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    in_favour: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(EncryptedText("vote.reason"))
    cast_at: Mapped[datetime]
