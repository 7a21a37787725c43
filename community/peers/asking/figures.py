"""How often parents ask each other, in counts alone: who, nobody can read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.peers.asking.kinds import PeerOutcome
from community.peers.asking.models import PeerRequest
from community.peers.sharing.models import SharedSituation, Situation

FEWEST = 5  # what is told of fewer could be told of somebody


@dataclass(frozen=True)
class Line:
    """Of one situation; None: too few to be told. `ready` is who may be asked about it."""

    situation: Situation
    asked: int | None
    ready: int | None


@dataclass(frozen=True)
class Figures:
    """Of the last days; `answered`: somebody accepted, `opened`: both agreed."""

    asked: int
    answered: int
    opened: int
    lines: Sequence[Line]


async def figures(session: AsyncSession, actor: Actor, days: int) -> Figures:
    """Of the region as a whole: a district would be too small to hide anybody in."""
    actor.require(Action.PEER_FIGURES)
    since = PeerRequest.asked_at > now(session) - timedelta(days=days)
    total = select(
        func.count(),
        func.count(PeerRequest.found_at),
        func.count().filter(PeerRequest.outcome == PeerOutcome.OPENED),
    ).where(since)
    asked, answered, opened = (await session.execute(total)).one()
    by_situation = select(PeerRequest.situation_id, func.count()).where(since)
    grouped = await session.execute(by_situation.group_by(PeerRequest.situation_id))
    counts = dict(grouped.all())
    shared = select(SharedSituation.situation_id, func.count())
    ready = dict((await session.execute(shared.group_by(SharedSituation.situation_id))).all())
    known = await session.scalars(select(Situation).order_by(Situation.position, Situation.id))
    lines = [Line(one, _told(counts.get(one.id)), _told(ready.get(one.id))) for one in known]
    return Figures(asked, answered, opened, lines)


def _told(count: int | None) -> int | None:
    return count if count and count >= FEWEST else None
