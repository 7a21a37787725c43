"""Asking the next parents, and going on when somebody drops out.

Every function works within a running use case, on a question that is locked.
"""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.clock import now
from community.core.options import load_options
from community.core.outbox.service import enqueue_all
from community.membership.people.models import Person
from community.peers.asking import letters
from community.peers.asking.candidates import candidates, is_able_still
from community.peers.asking.closing import close
from community.peers.asking.holding import bound
from community.peers.asking.kinds import PeerOutcome, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.mornings import awake, by_day
from community.peers.asking.rules import MOST_ASKED, wave_size
from community.peers.sharing.models import PeerPerson

_SHORTLY = timedelta(minutes=1)


async def go_on(session: AsyncSession, request: PeerRequest, *, silently: bool = False) -> None:
    """Ask the next ones, by day; where nobody is left to ask or to answer, it ends honestly.

    At night a question waits for the morning, unless nobody could be asked anyway. `silently`:
    whoever asked looks at the screen and reads there how it ended.
    """
    moment = now(session)
    morning = await by_day(session, moment)
    if moment < request.expires_at and morning == moment:
        await _ask_some(session, request)
    may_ask = request.asked < MOST_ASKED and await candidates(session, request)
    is_bound = await bound(session, request)
    if moment >= request.expires_at or not (is_bound or may_ask):
        await close(session, request, PeerOutcome.NOBODY, silently=silently)
    elif morning > moment:
        request.due_at = morning
    elif not is_bound:  # somebody could be asked, and was in other hands just now
        request.due_at = moment + _SHORTLY
    else:
        request.due_at = await _next_turn(session, request)


async def _next_turn(session: AsyncSession, request: PeerRequest) -> datetime:
    if request.asked >= MOST_ASKED:
        return request.expires_at
    hours = (await load_options(session)).peer_wave_hours
    after = await by_day(session, now(session) + timedelta(hours=hours))
    return min(after, request.expires_at)


async def _ask_some(session: AsyncSession, request: PeerRequest) -> int:
    """One wave; returns how many were asked."""
    wanted, asked = wave_size(request.wave, request.asked), 0
    for candidate in await candidates(session, request):
        if asked >= wanted:
            break
        asked += await _ask(session, request, candidate.person_id)
    request.asked += asked
    request.wave += bool(asked)
    await session.flush()
    return asked


async def _ask(session: AsyncSession, request: PeerRequest, person_id: int) -> bool:
    """False where another question, or their leaving, was faster by a moment.

    Whoever is in somebody else's hands right now is passed over: a wave waits for nobody.
    """
    in_hand = select(Person.id).where(Person.id == person_id)
    in_hand = in_hand.with_for_update(key_share=True, skip_locked=True)
    if await session.scalar(in_hand) is None:
        return False
    if not await is_able_still(session, request, person_id):
        return False
    moment = now(session)
    one = AskedParent(request_id=request.id, person_id=person_id, asked_at=moment)
    try:
        async with session.begin_nested():
            session.add(one)
    except IntegrityError:  # bound by another question
        return False
    await session.execute(
        update(PeerPerson).where(PeerPerson.person_id == person_id).values(last_asked_at=moment)
    )
    await enqueue_all(session, [letters.asked(one, await awake(session, person_id))])
    return True


async def hurry(session: AsyncSession, request: PeerRequest) -> None:
    """Nobody is asked any more at this moment: the next ones need not wait for their hour."""
    await session.flush()
    if request.state is PeerState.LOOKING and not await bound(session, request):
        request.due_at = await by_day(session, now(session))
