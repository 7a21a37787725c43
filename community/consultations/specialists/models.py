"""Specialities, specialists, what they can do and what they learned."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from community.consultations.specialists.kinds import Format, SpecialistState
from community.core.crypto import BlindIndex, EncryptedText
from community.core.db import Base, WithId

__all__ = [
    "Format",
    "Specialist",
    "SpecialistDistrict",
    "SpecialistSpeciality",
    "SpecialistState",
    "SpecialistTraining",
    "Speciality",
]


class Speciality(WithId, Base):
    """An open list that leaders extend. The case form is written by people, as of districts."""

    __tablename__ = "speciality"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)  # «психолог»
    name_of: Mapped[str] = mapped_column(String(80))  # «помощь психолога»
    name_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)
    # Only those who lead a self-help group may ask for it: supervision (feature 31).
    for_facilitators: Mapped[bool] = mapped_column(default=False, server_default=false())


class Specialist(WithId, Base):
    """One who helps for nothing. `person_id` is empty until the invitation is opened.

    `alias` is the first name that parents see; `about` what they read of the specialist. A price
    cannot be written down anywhere (feature 41).
    """

    __tablename__ = "specialist"
    __table_args__ = (
        CheckConstraint(
            "state IN ('candidate', 'left')"
            " OR (documents_seen_at IS NOT NULL AND interviewed_at IS NOT NULL)",
            name="vetted_before_active",
        ),
        CheckConstraint(
            "state IN ('candidate', 'left') OR person_id IS NOT NULL", name="active_is_somebody"
        ),
        CheckConstraint("load_limit BETWEEN 1 AND 50", name="load_limit"),
        CheckConstraint("minutes BETWEEN 15 AND 180 AND minutes % 15 = 0", name="whole_quarters"),
        CheckConstraint(
            "buffer_minutes BETWEEN 0 AND 120 AND buffer_minutes % 15 = 0", name="whole_buffer"
        ),
    )

    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), unique=True)
    state: Mapped[SpecialistState]
    alias: Mapped[str] = mapped_column(EncryptedText("specialist.alias"))
    about: Mapped[str | None] = mapped_column(EncryptedText("specialist.about"))
    languages: Mapped[list[str]] = mapped_column(default=list)
    online: Mapped[bool] = mapped_column(default=True)
    in_person: Mapped[bool] = mapped_column(default=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))  # where they live
    load_limit: Mapped[int] = mapped_column(default=5)  # open requests at once
    minutes: Mapped[int] = mapped_column(default=45)  # of a consultation
    buffer_minutes: Mapped[int] = mapped_column(default=15)  # of rest after it
    applied_at: Mapped[datetime]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    code_hash: Mapped[bytes | None] = mapped_column(BlindIndex("specialist.code"), unique=True)
    code: Mapped[str | None] = mapped_column(EncryptedText("specialist.code"))
    ask_code: Mapped[str] = mapped_column(String(16), unique=True)  # of /start ask_CODE
    documents_seen_at: Mapped[datetime | None]
    documents_seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    interviewed_at: Mapped[datetime | None]
    interviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    activated_at: Mapped[datetime | None]
    activated_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    recheck_on: Mapped[date | None] = mapped_column(Date)
    paused_until: Mapped[date | None] = mapped_column(Date)
    left_at: Mapped[datetime | None]
    calendar_hash: Mapped[bytes | None] = mapped_column(
        BlindIndex("specialist.calendar"), unique=True
    )


class SpecialistSpeciality(Base):
    __tablename__ = "specialist_speciality"

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"), primary_key=True)
    speciality_id: Mapped[int] = mapped_column(
        ForeignKey("speciality.id"), primary_key=True, index=True
    )


class SpecialistDistrict(Base):
    """A district the specialist travels to."""

    __tablename__ = "specialist_district"

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)


class SpecialistTraining(WithId, Base):
    """What a specialist learned, as shown by a paper a leader has seen."""

    __tablename__ = "specialist_training"
    __table_args__ = (CheckConstraint("hours > 0", name="hours"),)

    specialist_id: Mapped[int] = mapped_column(ForeignKey("specialist.id"), index=True)
    title: Mapped[str] = mapped_column(EncryptedText("specialist_training.title"))
    hours: Mapped[int]
    held_on: Mapped[date] = mapped_column(Date)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
