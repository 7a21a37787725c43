"""Questions follow the membership and conversations: wired in `deploy.assembly`."""

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.outbox.service import enqueue_all
from community.membership.leaving.facts import PersonErased
from community.membership.people.facts import PersonLeft
from community.peers.asking import letters
from community.peers.asking.closing import close
from community.peers.asking.holding import locked
from community.peers.asking.kinds import PeerAnswer, PeerOutcome, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.mornings import awake, by_day
from community.peers.asking.rules import PAUSE
from community.peers.asking.waves import hurry
from community.peers.sharing import service as sharing
from community.peers.sharing.models import PeerPerson
from community.relay.facts import ComplaintDecided, ConversationEnded
from community.relay.kinds import ComplaintOutcome


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """Their question is over, nobody waits for their answer, and what they ticked is forgotten."""
    await _step_out(session, fact.person_id, PeerOutcome.LEFT)
    await sharing.forget(session, fact.person_id)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """Neither what they asked nor what they were asked is theirs any more; counts stay."""
    await _step_out(session, fact.person_id, PeerOutcome.LEFT)
    await sharing.forget(session, fact.person_id)
    mine = PeerRequest.person_id == fact.person_id
    await session.execute(update(PeerRequest).where(mine).values(person_id=None, words=None))
    await session.execute(delete(AskedParent).where(AskedParent.person_id == fact.person_id))
    await session.execute(delete(PeerPerson).where(PeerPerson.person_id == fact.person_id))


async def on_conversation_ended(session: AsyncSession, fact: ConversationEnded) -> None:
    """What it began with goes at once."""
    await session.execute(
        update(PeerRequest)
        .where(PeerRequest.conversation_id == fact.conversation_id)
        .values(words=None)
    )


async def on_complaint_decided(session: AsyncSession, fact: ComplaintDecided) -> None:
    """Two have read, and decided that this parent is not brought together with others for now."""
    if fact.outcome is not ComplaintOutcome.PAUSED:
        return
    ours = select(PeerRequest.id).where(PeerRequest.conversation_id == fact.conversation_id)
    if await session.scalar(ours) is None:
        return
    await _step_out(session, fact.about_id, PeerOutcome.CANCELLED)
    row = await sharing.standing(session, fact.about_id)
    row.paused_until = now(session) + PAUSE


async def _step_out(session: AsyncSession, person_id: int, outcome: PeerOutcome) -> None:
    asked = select(PeerRequest.id).where(
        PeerRequest.person_id == person_id, PeerRequest.state != PeerState.CLOSED
    )
    for request_id in (await session.scalars(asked)).all():
        request = await locked(session, request_id)
        if request.state is not PeerState.CLOSED:
            await close(session, request, outcome)
    bound_by = select(AskedParent.id, AskedParent.request_id).where(
        AskedParent.person_id == person_id, AskedParent.ended_at.is_(None)
    )
    for asked_id, request_id in (await session.execute(bound_by)).all():
        request = await locked(session, request_id)
        one = await session.get_one(AskedParent, asked_id, populate_existing=True)
        if one.ended_at is None:
            await _drop_out(session, one, request)


async def _drop_out(session: AsyncSession, one: AskedParent, request: PeerRequest) -> None:
    """Whoever asked is told only where they knew of somebody."""
    had_accepted = one.answer is PeerAnswer.ACCEPTED
    one.answer = PeerAnswer.LEFT
    one.answered_at = one.ended_at = now(session)
    if had_accepted and request.state is PeerState.FOUND:
        assert request.person_id is not None
        request.state, request.due_at = PeerState.LOOKING, await by_day(session, now(session))
        told = letters.gone(request, await awake(session, request.person_id))
        await enqueue_all(session, [told])
    await hurry(session, request)
