"""Who did or looked at what, when and why. Rows are added and never changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.crypto import EncryptedText
from community.core.db import Base, WithId, add_many, guard_by_triggers
from community.core.usecase import use_case


class AuditEntry(WithId, Base):
    """One act. `tag` is `source:subject:action`, e.g. `web:family:view`; `facts` holds ids only."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_person_id_at", "person_id", "at"),
        Index("ix_audit_entry_subject", "subject_kind", "subject_id"),
        Index("ix_audit_entry_at", "at"),
    )

    at: Mapped[datetime]
    tag: Mapped[str] = mapped_column(String(80))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    actor_role: Mapped[str | None] = mapped_column(String(32))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[int | None] = mapped_column(BigInteger)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    district_id: Mapped[int | None] = mapped_column(ForeignKey("district.id"))
    reason: Mapped[str | None] = mapped_column(EncryptedText("audit_entry.reason"))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)


APPEND_ONLY = {
    "sqlite": [
        f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry"
        " BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        """CREATE OR REPLACE FUNCTION audit_entry_append_only() RETURNS trigger AS
           $$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$ LANGUAGE plpgsql""",
        """CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
           FOR EACH ROW EXECUTE FUNCTION audit_entry_append_only()""",
    ],
}
guard_by_triggers(AuditEntry, APPEND_ONLY)


@dataclass(frozen=True)
class Subject:
    """What an act was about; `person_id` is whom it concerns and who may read of it."""

    kind: str
    id: int | None = None
    person_id: int | None = None
    district_id: int | None = None


def record(
    session: AsyncSession,
    actor: Actor,
    action: str,
    subject: Subject,
    *,
    reason: str | None = None,
    **facts: object,
) -> None:
    """Add a row to the log in the running transaction. `facts` are ids, codes and counts."""
    session.add(
        AuditEntry(
            at=now(session),
            tag=f"{actor.source}:{subject.kind}:{action}",
            actor_id=actor.person_id,
            actor_role=actor.leading_role,
            subject_kind=subject.kind,
            subject_id=subject.id,
            person_id=subject.person_id,
            district_id=subject.district_id,
            reason=reason,
            facts=facts,
        )
    )


@use_case
async def note_refusal(session: AsyncSession, actor: Actor, page: str) -> None:
    """Somebody known tried a page that is not theirs; `page` is its route (scenario 29)."""
    record(session, actor, "refuse", Subject("page", person_id=actor.person_id), page=page)


async def write_log(session: AsyncSession) -> None:
    """Write what was recorded by one statement, where many acts are one transaction."""
    await add_many(session, [row for row in session.new if isinstance(row, AuditEntry)])


async def views_of(session: AsyncSession, person_id: int, limit: int = 20) -> Sequence[AuditEntry]:
    """Who looked at this person's data, newest first; their own acts are left out."""
    query = (
        select(AuditEntry)
        .where(AuditEntry.person_id == person_id, AuditEntry.tag.endswith(":view"))
        .where(AuditEntry.actor_id.is_distinct_from(person_id))
        .order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        .limit(limit)
    )
    return (await session.scalars(query)).all()


# Who asked for help, is in a self-help group or was met in its chat, is nobody's to read, not even
# in the log (spec: trust first). That it was so, and what became of it, stays there for all who may
# read the log.
CONFIDENTIAL = frozenset(
    {"help_request", "consultation", "conversation"}
    | {"group", "group_incident", "group_sanction", "group_appeal"}
)


def without_whom(entry: AuditEntry) -> bool:
    """Whether the log shows this act without the person whom it concerns."""
    return entry.subject_kind in CONFIDENTIAL


def may_read_reason(actor: Actor, entry: AuditEntry) -> bool:
    """A reason may say something of a person: it is for whoever may ask for names there."""
    return entry.actor_id == actor.person_id or actor.may(Action.NAME_VIEW, entry.district_id)


async def page_of_log(
    session: AsyncSession,
    actor: Actor,
    *,
    tag_part: str = "",
    person_id: int | None = None,
    before_id: int | None = None,
    limit: int = 50,
) -> Sequence[AuditEntry]:
    """The part of the log this actor may read, newest first."""
    reach = actor.require(Action.AUDIT_VIEW)
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)
    if reach.districts is not None:
        query = query.where(AuditEntry.district_id.in_(reach.districts))
    if tag_part:
        query = query.where(AuditEntry.tag.contains(tag_part, autoescape=True))
    if person_id is not None:
        query = query.where(
            (AuditEntry.person_id == person_id) | (AuditEntry.actor_id == person_id),
            AuditEntry.subject_kind.not_in(CONFIDENTIAL),
        )
    if before_id is not None:
        query = query.where(AuditEntry.id < before_id)
    return (await session.scalars(query)).all()


async def entries_about(
    session: AsyncSession, kind: str, subject_id: int, limit: int = 100
) -> Sequence[AuditEntry]:
    """The acts about one thing in the order they happened.

    For whoever may see the thing itself: the caller has asked.
    """
    query = (
        select(AuditEntry)
        .where(AuditEntry.subject_kind == kind, AuditEntry.subject_id == subject_id)
        .order_by(AuditEntry.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()
