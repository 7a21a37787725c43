"""Groups, those who lead them, and the words their members agree to."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from community.core.actor import Role
from community.core.crypto import EncryptedText
from community.core.db import Base, WithId
from community.selfhelp.groups.kinds import Door, GroupState, LeadKind, Topic

_LEADS_NOW = text("until IS NULL")


class SupportGroup(WithId, Base):
    """A closed group of parents that one of them leads (CL-T2.4).

    `district_id` None: families of the whole region. `code` stands in its link, and is made anew
    when the facilitator wishes. `taken` counts its members and never passes `capacity`; whoever
    leads it takes no place. `agreement` is the number of the words that are in force.
    """

    __tablename__ = "support_group"
    __table_args__ = (
        CheckConstraint("capacity BETWEEN 3 AND 30", name="capacity"),
        CheckConstraint("taken BETWEEN 0 AND capacity", name="never_overfull"),
        CheckConstraint(
            "state IN ('proposed', 'declined') OR opened_at IS NOT NULL", name="opened"
        ),
        CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name="closed"),
        Index("ix_support_group_state_district", "state", "district_id"),
    )

    code: Mapped[str] = mapped_column(String(16), unique=True)
    title: Mapped[str] = mapped_column(String(80))
    topic: Mapped[Topic]
    about: Mapped[str] = mapped_column(Text)
    door: Mapped[Door]
    online: Mapped[bool]
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[GroupState]
    agreement: Mapped[int] = mapped_column(default=1)
    chat_id: Mapped[int | None] = mapped_column(ForeignKey("chat.id"), unique=True)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    farewell: Mapped[str | None] = mapped_column(EncryptedText("support_group.farewell"))
    decline_reason: Mapped[str | None] = mapped_column(String(300))

    @property
    def left(self) -> int:
        """Places that are free."""
        return max(0, self.capacity - self.taken)


class GroupAgreement(Base):
    """The words of a group; one version is never changed, the next one takes its place."""

    __tablename__ = "support_group_agreement"

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]


class GroupLead(WithId, Base):
    """Who leads a group, from when to when.

    It refers to the grant of the facilitator's role by which they do. The database refuses that
    role to a specialist, so that no specialist ever stands here (decision 018).

    `active_at` is when they were last seen to care for the group.
    """

    __tablename__ = "support_group_lead"
    __table_args__ = (
        ForeignKeyConstraint(
            ["grant_id", "person_id", "role"],
            ["role_grant.id", "role_grant.person_id", "role_grant.role"],
            name="fk_support_group_lead_grant",
        ),
        CheckConstraint("role = 'facilitator'", name="facilitates"),
        Index(
            "uq_support_group_lead_kind",
            "group_id",
            "kind",
            unique=True,
            sqlite_where=_LEADS_NOW,
            postgresql_where=_LEADS_NOW,
        ),
        Index(
            "uq_support_group_lead_person",
            "group_id",
            "person_id",
            unique=True,
            sqlite_where=_LEADS_NOW,
            postgresql_where=_LEADS_NOW,
        ),
        Index("ix_support_group_lead_person_id", "person_id"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"))
    kind: Mapped[LeadKind]
    person_id: Mapped[int]
    grant_id: Mapped[int]
    role: Mapped[Role] = mapped_column(default=Role.FACILITATOR)
    since: Mapped[datetime]
    until: Mapped[datetime | None]
    active_at: Mapped[datetime]
