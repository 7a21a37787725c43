"""Creating batches and using codes."""

from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import Conflict, InvalidInput, NotFound
from community.core.usecase import use_case
from community.membership.districts.models import District
from community.membership.invitations import queries
from community.membership.invitations.errors import InvitationUsed
from community.membership.invitations.models import Invitation, InvitationBatch
from community.membership.people.rules import new_code

MAX_BATCH = 500
MAX_DAYS = 365


@use_case
async def create_batch(
    session: AsyncSession,
    actor: Actor,
    *,
    district_id: int,
    handed_to: str,
    count: int,
    days: int,
    for_candidates: bool = False,
) -> InvitationBatch:
    """Make `count` single-use codes that hold for `days` days. Raises InvalidInput, NotFound."""
    reach = actor.require(Action.INVITATION_CREATE)
    if not reach.covers(district_id) or await session.get(District, district_id) is None:
        raise NotFound(kind="district")
    _check(handed_to, count, days)
    moment = now(session)
    batch = InvitationBatch(
        district_id=district_id,
        handed_to=handed_to.strip(),
        count=count,
        for_candidates=for_candidates,
        created_by_id=actor.person_id,
        created_at=moment,
        expires_at=moment + timedelta(days=days),
    )
    session.add(batch)
    await session.flush()
    for code in _distinct_codes(count):
        session.add(Invitation(batch_id=batch.id, code=code, code_hash=code))
    subject = Subject("invitation_batch", batch.id, district_id=district_id)
    record(session, actor, "create", subject, count=count)
    return batch


def _check(handed_to: str, count: int, days: int) -> None:
    if not 0 < len(handed_to.strip()) <= 120:  # noqa: PLR2004  the column's width
        raise InvalidInput(field="handed_to", limit=120)
    if not 0 < count <= MAX_BATCH:
        raise InvalidInput(field="count", limit=MAX_BATCH)
    if not 0 < days <= MAX_DAYS:
        raise InvalidInput(field="days", limit=MAX_DAYS)


def _distinct_codes(count: int) -> set[str]:
    codes: set[str] = set()
    while len(codes) < count:
        codes.add(new_code())
    return codes


@use_case
async def revoke_batch(session: AsyncSession, actor: Actor, batch_id: int) -> None:
    """Take the unused codes of a batch back, e.g. when the sheet was lost."""
    batch = await queries.batch(session, actor, batch_id)
    if batch.revoked_at is not None:
        raise Conflict
    batch.revoked_at = now(session)
    subject = Subject("invitation_batch", batch.id, district_id=batch.district_id)
    record(session, actor, "revoke", subject)


async def use(session: AsyncSession, invitation_id: int) -> None:
    """Use a code up; of two people who enter it at once only one gets through."""
    used = await session.execute(
        update(Invitation)
        .where(Invitation.id == invitation_id, Invitation.used_at.is_(None))
        .values(used_at=now(session))
        .returning(Invitation.id)
    )
    if used.scalar() is None:
        raise InvitationUsed
