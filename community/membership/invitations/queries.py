"""Reading batches, and looking a code up."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.membership.districts.models import District
from community.membership.invitations.errors import (
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
)
from community.membership.invitations.models import Invitation, InvitationBatch
from community.membership.people.rules import read_code


@dataclass(frozen=True)
class BatchRow:
    """A batch with how many of its codes brought a family."""

    batch: InvitationBatch
    district: District
    used: int


async def batches(session: AsyncSession, actor: Actor) -> Sequence[BatchRow]:
    """The batches within the actor's reach, newest first."""
    reach = actor.require(Action.INVITATION_VIEW)
    used = (
        select(func.count())
        .where(Invitation.batch_id == InvitationBatch.id, Invitation.used_at.is_not(None))
        .scalar_subquery()
    )
    query = (
        select(InvitationBatch, District, used)
        .join(District, District.id == InvitationBatch.district_id)
        .order_by(InvitationBatch.id.desc())
    )
    if reach.districts is not None:
        query = query.where(InvitationBatch.district_id.in_(reach.districts))
    return [BatchRow(*row) for row in await session.execute(query)]


async def batch(session: AsyncSession, actor: Actor, batch_id: int) -> InvitationBatch:
    reach = actor.require(Action.INVITATION_VIEW)
    row = await session.get(InvitationBatch, batch_id)
    if row is None or not reach.covers(row.district_id):
        raise NotFound(kind="invitation_batch")
    return row


async def codes_to_print(
    session: AsyncSession, actor: Actor, batch_id: int
) -> Sequence[Invitation]:
    """The codes of a batch that nobody has used yet."""
    row = await batch(session, actor, batch_id)
    query = (
        select(Invitation)
        .where(Invitation.batch_id == row.id, Invitation.used_at.is_(None))
        .order_by(Invitation.id)
    )
    return (await session.scalars(query)).all()


async def code_to_print(
    session: AsyncSession, actor: Actor, batch_id: int, invitation_id: int
) -> Invitation:
    """One unused code of a batch; raises NotFound."""
    row = await batch(session, actor, batch_id)
    invitation = await session.get(Invitation, invitation_id)
    if invitation is None or invitation.batch_id != row.id or invitation.used_at is not None:
        raise NotFound(kind="invitation")
    return invitation


async def usable(session: AsyncSession, entered: str) -> tuple[Invitation, InvitationBatch]:
    """The invitation behind an entered code; raises why it cannot be used."""
    query = (
        select(Invitation, InvitationBatch)
        .join(InvitationBatch, InvitationBatch.id == Invitation.batch_id)
        .where(Invitation.code_hash == read_code(entered))
    )
    found = (await session.execute(query)).first()
    if found is None:
        raise InvitationUnknown
    invitation, its_batch = found
    if invitation.used_at is not None:
        raise InvitationUsed
    if its_batch.revoked_at is not None or its_batch.expires_at <= now(session):
        raise InvitationExpired
    return invitation, its_batch
