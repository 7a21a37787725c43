"""A question in hand: locked, whose it is, and who is bound by it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.peers.asking.kinds import PeerAnswer
from community.peers.asking.models import AskedParent, PeerRequest


async def locked(session: AsyncSession, request_id: int) -> PeerRequest:
    """As it is at this moment; whoever else wants to change it waits. Raises NotFound."""
    request = await session.get(
        PeerRequest, request_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if request is None:
        raise NotFound(kind="peer_request")
    return request


async def own(session: AsyncSession, actor: Actor, request_id: int) -> PeerRequest:
    """One's own question. Raises NotFound for everybody else."""
    request = await locked(session, request_id)
    if actor.person_id is None or request.person_id != actor.person_id:
        raise NotFound(kind="peer_request")
    return request


async def asked_in_hand(
    session: AsyncSession, actor: Actor, asked_id: int
) -> tuple[AskedParent, PeerRequest]:
    """What the acting person was asked, read under the question's lock.

    Raises NotFound for whoever was not asked.
    """
    known = await session.get(AskedParent, asked_id)
    if known is None or actor.person_id is None or known.person_id != actor.person_id:
        raise NotFound(kind="peer_request")
    request = await locked(session, known.request_id)
    return await session.get_one(AskedParent, asked_id, populate_existing=True), request


async def bound(session: AsyncSession, request: PeerRequest) -> Sequence[AskedParent]:
    """Whoever is asked still, or has accepted and waits for a word."""
    query = (
        select(AskedParent)
        .where(AskedParent.request_id == request.id, AskedParent.ended_at.is_(None))
        .order_by(AskedParent.id)
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()


async def who_accepted(session: AsyncSession, request: PeerRequest) -> AskedParent | None:
    """The one who waits for the asker's word."""
    rows = await bound(session, request)
    return next((one for one in rows if one.answer is PeerAnswer.ACCEPTED), None)
