"""Who is in which group, asks to be, or was."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from community.core.db import Base, WithId
from community.selfhelp.members.kinds import CameBy, MemberState

_IN_TOUCH = text("state IN ('asked', 'waiting', 'member')")


class GroupMember(WithId, Base):
    """`agreed` is the number of the group's words that the person agreed to."""

    __tablename__ = "support_group_member"
    __table_args__ = (
        CheckConstraint("state <> 'member' OR joined_at IS NOT NULL", name="joined"),
        Index(
            "uq_support_group_member_in_touch",
            "group_id",
            "person_id",
            unique=True,
            sqlite_where=_IN_TOUCH,
            postgresql_where=_IN_TOUCH,
        ),
        Index("ix_support_group_member_person_id", "person_id"),
        Index("ix_support_group_member_group_state", "group_id", "state"),
    )

    group_id: Mapped[int] = mapped_column(ForeignKey("support_group.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    state: Mapped[MemberState]
    came_by: Mapped[CameBy]
    agreed: Mapped[int]
    asked_at: Mapped[datetime]
    joined_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
