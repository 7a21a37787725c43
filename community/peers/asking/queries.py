"""Reading questions: whoever asks reads their own, whoever was asked what they were asked.

Neither finds here who the other one is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.errors import NotFound
from community.peers.asking.holding import who_accepted
from community.peers.asking.kinds import PeerAnswer, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.sharing.models import Situation
from community.relay.models import Conversation


@dataclass(frozen=True)
class Own:
    """A question as whoever asked sees it; `accepted_id` tells one answer from the next, and
    `talk` is there once both have agreed.
    """

    request: PeerRequest
    situation: Situation
    accepted_id: int | None
    talk: Conversation | None


@dataclass(frozen=True)
class Asked:
    """What somebody was asked. Of the question no more than its words, while it is theirs."""

    id: int
    request_id: int
    situation: Situation
    words: str | None
    answer: PeerAnswer | None
    is_open: bool
    due_at: datetime | None
    conversation_id: int | None


async def own_open(session: AsyncSession, actor: Actor) -> Own | None:
    """The one question that the acting person has open, if any."""
    person_id = actor.require_own(Action.OWN_VIEW)
    query = select(PeerRequest.id).where(
        PeerRequest.person_id == person_id, PeerRequest.state != PeerState.CLOSED
    )
    known: int | None = await session.scalar(query)
    return await own(session, actor, known) if known is not None else None


async def own(session: AsyncSession, actor: Actor, request_id: int) -> Own:
    """Raises NotFound for everybody else's."""
    request = await session.get(PeerRequest, request_id)
    if request is None or actor.person_id is None or request.person_id != actor.person_id:
        raise NotFound(kind="peer_request")
    situation = await session.get_one(Situation, request.situation_id)
    accepted = await who_accepted(session, request)
    talk = await session.get(Conversation, request.conversation_id or 0)
    return Own(request, situation, accepted.id if accepted else None, talk)


async def asked_of(session: AsyncSession, actor: Actor, asked_id: int) -> Asked:
    """Raises NotFound for whoever was not asked."""
    one = await session.get(AskedParent, asked_id)
    if one is None or actor.person_id is None or one.person_id != actor.person_id:
        raise NotFound(kind="peer_request")
    request = await session.get_one(PeerRequest, one.request_id)
    situation = await session.get_one(Situation, request.situation_id)
    is_theirs = one.ended_at is None
    talks = one.answer is PeerAnswer.ACCEPTED and one.ended_at is not None
    return Asked(
        id=one.id,
        request_id=request.id,
        situation=situation,
        words=request.words if is_theirs or talks else None,
        answer=one.answer,
        is_open=is_theirs,
        due_at=request.due_at if one.answer is PeerAnswer.ACCEPTED else None,
        conversation_id=request.conversation_id if talks else None,
    )


async def is_peer_talk(session: AsyncSession, conversation_id: int) -> bool:
    query = select(PeerRequest.id).where(PeerRequest.conversation_id == conversation_id)
    return await session.scalar(query) is not None


async def asked_by(session: AsyncSession, actor: Actor) -> Sequence[tuple[PeerRequest, Situation]]:
    """What the acting person has asked and is not forgotten yet (152-FZ art. 14)."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    query = (
        select(PeerRequest, Situation)
        .join(Situation, Situation.id == PeerRequest.situation_id)
        .where(PeerRequest.person_id == person_id)
        .order_by(PeerRequest.id)
    )
    return [(request, about) for request, about in await session.execute(query)]


async def was_asked(session: AsyncSession, actor: Actor) -> Sequence[tuple[AskedParent, Situation]]:
    """What the acting person was asked about, without anything of whoever asked."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    query = (
        select(AskedParent, Situation)
        .join(PeerRequest, PeerRequest.id == AskedParent.request_id)
        .join(Situation, Situation.id == PeerRequest.situation_id)
        .where(AskedParent.person_id == person_id)
        .order_by(AskedParent.id)
    )
    return [(one, about) for one, about in await session.execute(query)]
