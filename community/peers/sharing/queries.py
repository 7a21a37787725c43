"""Reading situations, and what the acting person has noted of themself. Nobody reads another's."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.peers.sharing.models import PeerPerson, SharedSituation, Situation


async def situations(session: AsyncSession, *, all_of_them: bool = False) -> Sequence[Situation]:
    query = select(Situation).order_by(Situation.position, Situation.id)
    if not all_of_them:
        query = query.where(Situation.active)
    return (await session.scalars(query)).all()


async def situation(session: AsyncSession, situation_id: int) -> Situation:
    """Raises NotFound for what is not asked about any more."""
    found = await session.get(Situation, situation_id)
    if found is None or not found.active:
        raise NotFound(kind="situation")
    return found


@dataclass(frozen=True)
class Experience:
    """`agreed_at` None: the person is not asked. `shared` says since when, by situation."""

    agreed_at: datetime | None
    shared: dict[int, datetime]


async def own_experience(session: AsyncSession, actor: Actor) -> Experience:
    person_id = actor.require_own(Action.OWN_VIEW)
    row = await session.get(PeerPerson, person_id)
    query = select(SharedSituation.situation_id, SharedSituation.agreed_at).where(
        SharedSituation.person_id == person_id
    )
    shared = {situation_id: at for situation_id, at in await session.execute(query)}  # noqa: C416
    return Experience(row.agreed_at if row else None, shared)
