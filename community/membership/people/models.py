"""People, families, messenger accounts, roles."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from community.core.actor import Role
from community.core.crypto import BlindIndex, EncryptedText
from community.core.db import Base, WithId, guard_by_triggers


class Standing(StrEnum):
    """Where a person stands with the club."""

    NEWCOMER = "newcomer"  # met, has not asked to join
    APPLICANT = "applicant"
    MEMBER = "member"  # verified parent or family member, consents valid
    CANDIDATE = "candidate"
    REFUSED = "refused"
    LEFT = "left"
    ERASED = "erased"


class FamilyState(StrEnum):
    PENDING = "pending"  # nobody in it is verified yet
    MEMBER = "member"
    LEFT = "left"
    MERGED = "merged"


class Family(WithId, Base):
    """The unit that stages and growth count (A-02). `number` is given at verification.

    `code` is what a spouse enters to join the same family: short-lived and used once.
    """

    __tablename__ = "family"
    __table_args__ = (
        CheckConstraint(
            "(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_says_where"
        ),
        CheckConstraint("state <> 'member' OR number IS NOT NULL", name="member_has_number"),
        Index("ix_family_state_district", "state", "district_id", "number"),
        Index("ix_family_state_verified", "state", "verified_at", "id"),
    )

    number: Mapped[int | None] = mapped_column(unique=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), index=True)
    state: Mapped[FamilyState]
    created_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("family.id"))
    code: Mapped[str | None] = mapped_column(EncryptedText("family.code"))
    code_hash: Mapped[bytes | None] = mapped_column(BlindIndex("family.code"), unique=True)
    code_expires_at: Mapped[datetime | None]

    adults: Mapped[list["Person"]] = relationship(back_populates="family", lazy="raise")


class FamilyBorder(Base):
    """Whoever lives at a border belongs to the neighbours' district as well (feature 29)."""

    __tablename__ = "family_border"

    family_id: Mapped[int] = mapped_column(ForeignKey("family.id"), primary_key=True)
    district_id: Mapped[int] = mapped_column(ForeignKey("district.id"), primary_key=True)

    __table_args__ = (Index("ix_family_border_district_id", "district_id"),)


class Person(WithId, Base):
    """Someone known to the club. Names are empty until given, and again after erasure."""

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("standing <> 'member' OR family_id IS NOT NULL", name="member_has_family"),
        Index("ix_person_standing_district", "standing", "district_id"),
    )

    given_name: Mapped[str | None] = mapped_column(EncryptedText("person.given_name"))
    family_name: Mapped[str | None] = mapped_column(EncryptedText("person.family_name"))
    language: Mapped[str] = mapped_column(String(8), default="ru")
    zone: Mapped[str | None] = mapped_column(String(40))  # of the clock; None: the region's
    standing: Mapped[Standing]
    family_id: Mapped[int | None] = mapped_column(ForeignKey("family.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    created_at: Mapped[datetime]
    verified_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    erase_at: Mapped[datetime | None] = mapped_column(index=True)
    erased_at: Mapped[datetime | None]

    family: Mapped[Family | None] = relationship(back_populates="adults", lazy="raise")
    accounts: Mapped[list["MessengerAccount"]] = relationship(back_populates="person", lazy="raise")


class NameToken(Base):
    """A keyed hash of one word of a person's name, so that a leader can find it by the word."""

    __tablename__ = "name_token"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    token: Mapped[bytes] = mapped_column(BlindIndex("name_token.token"), primary_key=True)

    __table_args__ = (Index("ix_name_token_token", "token"),)


class MessengerAccount(WithId, Base):
    """A person's account in one messenger. The id there is emptied by erasure."""

    __tablename__ = "messenger_account"
    __table_args__ = (UniqueConstraint("messenger", "external_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    messenger: Mapped[str] = mapped_column(String(16))
    external_id: Mapped[str | None] = mapped_column(String(32))
    # False until the person has spoken to the bot, and again after they blocked it.
    reachable: Mapped[bool] = mapped_column(default=False)
    unreachable_since: Mapped[datetime | None]
    created_at: Mapped[datetime]

    person: Mapped[Person] = relationship(back_populates="accounts", lazy="raise")


class PersonEmail(Base):
    """Where somebody may be written to while the bot cannot reach them, if they wish it.

    Only a confirmed address is written to. Its code is sent there and kept as a hash alone; `stop`
    is the secret in each letter that takes the address away without a messenger.
    """

    __tablename__ = "person_email"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    address: Mapped[str] = mapped_column(EncryptedText("person_email.address"))
    asked_at: Mapped[datetime]
    code_hash: Mapped[bytes | None] = mapped_column(BlindIndex("person_email.code"))
    code_expires_at: Mapped[datetime | None]
    misses: Mapped[int] = mapped_column(default=0)
    confirmed_at: Mapped[datetime | None]
    stop: Mapped[str] = mapped_column(EncryptedText("person_email.stop"))
    stop_hash: Mapped[bytes] = mapped_column(BlindIndex("person_email.stop"), unique=True)


class RoleGrant(WithId, Base):
    """A role given to a person, for one district or the whole region, for a term or for good."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index("ix_role_grant_role_district", "role", "district_id"),
        # What is given with a role refers to all three: a group is led by nobody else's grant.
        Index("uq_role_grant_of_whom", "id", "person_id", "role", unique=True),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    granted_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


_OTHER_IS_HELD = """EXISTS (
    SELECT 1 FROM role_grant held WHERE held.person_id = NEW.person_id AND held.revoked_at IS NULL
    AND held.role IN ('facilitator', 'specialist') AND held.role <> NEW.role)"""
_OF_THE_TWO = "NEW.revoked_at IS NULL AND NEW.role IN ('facilitator', 'specialist')"
# No specialist leads a self-help group, whoever writes the rows (CL-T2.4). On PostgreSQL the lock
# makes two who give both roles at once take turns; on SQLite writers take turns anyway.
NEVER_BOTH = {
    "sqlite": [
        f"CREATE TRIGGER role_grant_never_both_{verb.lower()} BEFORE {verb} ON role_grant"
        f" WHEN {_OF_THE_TWO} AND {_OTHER_IS_HELD}"
        " BEGIN SELECT RAISE(ABORT, 'a facilitator is never a specialist'); END"
        for verb in ("INSERT", "UPDATE")
    ],
    "postgresql": [
        f"""CREATE OR REPLACE FUNCTION role_grant_never_both() RETURNS trigger AS $$ BEGIN
            IF {_OF_THE_TWO} THEN
                PERFORM 1 FROM person WHERE id = NEW.person_id FOR NO KEY UPDATE;
                IF {_OTHER_IS_HELD} THEN
                    RAISE EXCEPTION 'a facilitator is never a specialist'
                    USING ERRCODE = 'check_violation';
                END IF;
            END IF;
            RETURN NEW; END $$ LANGUAGE plpgsql""",
        """CREATE TRIGGER role_grant_never_both BEFORE INSERT OR UPDATE ON role_grant
           FOR EACH ROW EXECUTE FUNCTION role_grant_never_both()""",
    ],
}
guard_by_triggers(RoleGrant, NEVER_BOTH)


class Counter(Base):
    """Numbers given out in a row, without gaps and without races."""

    __tablename__ = "counter"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    value: Mapped[int]
