"""Situations, who agreed to be asked about which, and who may be asked at all."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId
from community.peers.sharing.kinds import Heading

NAME_LIMIT = 40  # fits a button of a telephone


class Situation(WithId, Base):
    """Something families go through, named as one says it of one's own: «подросток убегал».

    Never anything of a child that a name, a school or a diagnosis on paper could be put to.
    """

    __tablename__ = "situation"

    code: Mapped[str] = mapped_column(String(40), unique=True)
    heading: Mapped[Heading]
    name: Mapped[str] = mapped_column(String(80), unique=True)
    name_en: Mapped[str] = mapped_column(String(80))
    position: Mapped[int] = mapped_column(default=0)
    active: Mapped[bool] = mapped_column(default=True)


class PeerPerson(Base):
    """How somebody stands to peer match.

    `agreed_at` None: they are not asked. `last_asked_at` makes the choice fair. While
    `paused_until` lies ahead, two who read a complaint have decided that they neither ask nor are
    asked.
    """

    __tablename__ = "peer_person"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    agreed_at: Mapped[datetime | None]
    last_asked_at: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]


class SharedSituation(Base):
    """A parent has been through it and may be asked about it: a consent of its own, each."""

    __tablename__ = "shared_situation"
    __table_args__ = (Index("ix_shared_situation_situation_id", "situation_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    situation_id: Mapped[int] = mapped_column(ForeignKey("situation.id"), primary_key=True)
    agreed_at: Mapped[datetime]
