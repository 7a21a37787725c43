"""What a parent who was asked says: yes, not now, never about this again."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.clock import now
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.peers.asking import letters
from community.peers.asking.closing import let_go
from community.peers.asking.errors import PeerRequestOver
from community.peers.asking.holding import asked_in_hand, bound
from community.peers.asking.kinds import PeerAnswer, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.mornings import awake
from community.peers.asking.rules import DECIDE_WITHIN, REMIND_AFTER
from community.peers.asking.waves import hurry
from community.peers.sharing import service as sharing


@use_case
async def accept(session: AsyncSession, actor: Actor, asked_id: int) -> AskedParent:
    """I would talk. The first one who says so is the one; the others' cards are taken back.

    Twice changes nothing. Raises NotFound, PeerRequestOver.
    """
    one, request = await asked_in_hand(session, actor, asked_id)
    if one.ended_at is None and one.answer is PeerAnswer.ACCEPTED:
        return one
    _require_open(one, request)
    others = [row for row in await bound(session, request) if row.id != one.id]
    told = [letter for row in others for letter in await let_go(session, row)]
    one.answer, one.answered_at = PeerAnswer.ACCEPTED, now(session)
    assert request.person_id is not None
    hears_at = await awake(session, request.person_id)
    request.state, request.found_at = PeerState.FOUND, request.found_at or now(session)
    request.due_at = hears_at + DECIDE_WITHIN
    await session.flush()
    reminded_at = await awake(session, request.person_id, hears_at - now(session) + REMIND_AFTER)
    told += [letters.found(request, one, hears_at), letters.decide_soon(request, one, reminded_at)]
    await enqueue_all(session, told)
    return one


@use_case
async def decline(session: AsyncSession, actor: Actor, asked_id: int) -> AskedParent:
    """Not now, without a reason. Raises NotFound, PeerRequestOver."""
    one, request = await asked_in_hand(session, actor, asked_id)
    if one.answer is not PeerAnswer.DECLINED:
        await _say_no(session, one, request)
    return one


@use_case
async def never_again(session: AsyncSession, actor: Actor, asked_id: int) -> AskedParent:
    """Nor ask me about this again. That holds also where the question is over meanwhile.

    Raises NotFound.
    """
    # A person is locked before their questions, here as when somebody leaves.
    if actor.person_id is not None:
        await people.locked_person(session, actor.person_id)
    one, request = await asked_in_hand(session, actor, asked_id)
    await sharing.unshare(session, actor, request.situation_id)
    if one.ended_at is None and one.answer is None:
        await _say_no(session, one, request)
    return one


async def _say_no(session: AsyncSession, one: AskedParent, request: PeerRequest) -> None:
    _require_open(one, request)
    one.answer = PeerAnswer.DECLINED
    one.answered_at = one.ended_at = now(session)
    await hurry(session, request)


def _require_open(one: AskedParent, request: PeerRequest) -> None:
    if one.ended_at is not None or one.answer is not None or request.state is PeerState.CLOSED:
        raise PeerRequestOver
