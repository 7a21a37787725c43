"""The end of a question: whoever is bound by it is let go, and its words go."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.outbox.service import Letter, enqueue_all
from community.peers.asking import letters
from community.peers.asking.holding import bound
from community.peers.asking.kinds import PeerAnswer, PeerOutcome, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.mornings import awake
from community.peers.asking.rules import MONTH

_TOLD = {PeerOutcome.NOBODY: letters.nobody, PeerOutcome.LAPSED: letters.lapsed}


async def close(
    session: AsyncSession, request: PeerRequest, outcome: PeerOutcome, *, silently: bool = False
) -> None:
    """Within a use case, the question locked. Whoever asked is told of what they did not do, but
    `silently` not: then they see it.
    """
    told = [
        letter for one in await bound(session, request) for letter in await let_go(session, one)
    ]
    moment = now(session)
    request.state, request.outcome = PeerState.CLOSED, outcome
    request.closed_at, request.due_at = moment, None
    if outcome is not PeerOutcome.OPENED:
        # What a conversation began with stays as long as the conversation.
        request.words, request.erase_at = None, moment + MONTH
    tell = None if silently else _TOLD.get(outcome)
    if tell is not None and request.person_id is not None:
        told.append(tell(request, await awake(session, request.person_id)))
    await session.flush()
    await enqueue_all(session, told)


async def let_go(session: AsyncSession, one: AskedParent) -> list[Letter]:
    """Whoever had accepted reads a thank-you; a card without an answer says that it is over."""
    moment = now(session)
    if one.answer is PeerAnswer.ACCEPTED:
        one.answer, one.ended_at = PeerAnswer.NOT_CHOSEN, moment
        return [letters.not_chosen(one, await awake(session, one.person_id))]
    one.answer = PeerAnswer.WITHDRAWN
    one.answered_at = one.ended_at = moment
    return [letters.card_changed(one)]
