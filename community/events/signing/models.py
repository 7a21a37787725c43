"""Families that come or wait, and what they answered."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import EncryptedText
from community.core.db import Base, Json, WithId
from community.events.signing.kinds import PartyState, Reminders, Transport

__all__ = ["EventAnswer", "EventParty", "PartyState"]

_IN_PLAY = text("state IN ('going', 'offered', 'waiting')")
_WAITING = text("state = 'waiting'")
_OFFERED = text("state = 'offered'")


class EventParty(WithId, Base):
    """A family's place at an event: so many adults and children, in as a whole or waiting as one.

    `person_id` signed up and hears of everything; whoever has no family comes alone. `ages` are of
    the children, in years, and empty once the event is long over. `queued_at` is the place in the
    line. `asked_again_at`: the date was moved, and they have not said yet whether they still come.
    """

    __tablename__ = "event_party"
    __table_args__ = (
        CheckConstraint("adults >= 0 AND children >= 0", name="people"),
        CheckConstraint("seats = adults + children AND seats BETWEEN 1 AND 20", name="seats"),
        CheckConstraint("(state = 'offered') = (offer_until IS NOT NULL)", name="offer_has_end"),
        Index(
            "uq_event_party_family",
            "event_id",
            "family_id",
            unique=True,
            sqlite_where=_IN_PLAY,
            postgresql_where=_IN_PLAY,
        ),
        Index(
            "uq_event_party_person",
            "event_id",
            "person_id",
            unique=True,
            sqlite_where=_IN_PLAY,
            postgresql_where=_IN_PLAY,
        ),
        Index(
            "ix_event_party_line",
            "event_id",
            "queued_at",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index(
            "ix_event_party_offer_until",
            "offer_until",
            sqlite_where=_OFFERED,
            postgresql_where=_OFFERED,
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    family_id: Mapped[int | None] = mapped_column(ForeignKey("family.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    state: Mapped[PartyState]
    adults: Mapped[int]
    children: Mapped[int]
    seats: Mapped[int]
    ages: Mapped[list[int]] = mapped_column(Json)
    needs: Mapped[str | None] = mapped_column(EncryptedText("event_party.needs"))
    transport: Mapped[Transport] = mapped_column(default=Transport.NONE)
    transport_seats: Mapped[int] = mapped_column(default=0)
    reminders: Mapped[Reminders] = mapped_column(default=Reminders.BOTH)
    code: Mapped[str] = mapped_column(String(16), unique=True)  # of the QR at the door
    # As what they come, besides as a family: trainings are for both kinds (CL-Q5, CL-T2.3).
    is_core: Mapped[bool] = mapped_column(default=False)
    is_specialist: Mapped[bool] = mapped_column(default=False)
    signed_at: Mapped[datetime]
    queued_at: Mapped[datetime]
    offer_until: Mapped[datetime | None]
    asked_again_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    # On the day. None: nobody has said; 0 and 0: they did not come, and nobody asks why.
    came_adults: Mapped[int | None]
    came_children: Mapped[int | None]
    came_at: Mapped[datetime | None]
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    @property
    def came(self) -> bool | None:
        if self.came_adults is None or self.came_children is None:
            return None
        return self.came_adults + self.came_children > 0


class EventAnswer(Base):
    __tablename__ = "event_answer"

    party_id: Mapped[int] = mapped_column(ForeignKey("event_party.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("event_question.id"), primary_key=True)
    words: Mapped[str] = mapped_column(EncryptedText("event_answer.words"))

    __table_args__ = (Index("ix_event_answer_question_id", "question_id"),)
