"""One-time links, sessions of the site, second factors."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from community.core.crypto import BlindIndex, EncryptedText
from community.core.db import Base, WithId


class LoginLink(WithId, Base):
    """A link that opens the site once. Only its keyed hash is kept."""

    __tablename__ = "login_link"

    token: Mapped[bytes] = mapped_column(BlindIndex("login_link.token"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class WebSession(WithId, Base):
    """A browser that is signed in. `device` is a short description, e.g. `Firefox, Android`."""

    __tablename__ = "web_session"

    token: Mapped[bytes] = mapped_column(BlindIndex("web_session.token"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    device: Mapped[str] = mapped_column(EncryptedText("web_session.device"))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    second_factor_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class SecondFactor(Base):
    """A person's TOTP secret (RFC 6238). `last_step` keeps a code from being used twice."""

    __tablename__ = "second_factor"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    secret: Mapped[str] = mapped_column(EncryptedText("second_factor.secret"))
    confirmed_at: Mapped[datetime | None]
    last_step: Mapped[int] = mapped_column(default=0)
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
