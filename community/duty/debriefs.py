"""After a red signal whoever went is asked how they are (spec/beyond.md 15)."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.errors import NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.duty import letters
from community.duty.circles import leaders_of
from community.duty.kinds import Colour, DebriefAnswer
from community.duty.models import Debrief, Signal


async def offer(session: AsyncSession, signal: Signal) -> None:
    """In the running transaction; nothing after a signal that was not red."""
    if signal.colour is not Colour.RED or signal.taken_by_id is None:
        return
    offered = await _of(session, signal.id, signal.taken_by_id)
    if offered is None:
        offered = Debrief(
            signal_id=signal.id, person_id=signal.taken_by_id, offered_at=now(session)
        )
        session.add(offered)
        await session.flush()
    await enqueue_all(session, [letters.debrief(offered)])


async def withdraw(session: AsyncSession, signal: Signal) -> None:
    """The signal is open again; what was answered already stays."""
    unanswered = (Debrief.signal_id == signal.id, Debrief.answer.is_(None))
    await session.execute(delete(Debrief).where(*unanswered))


@use_case
async def answer(
    session: AsyncSession, actor: Actor, debrief_id: int, said: DebriefAnswer
) -> Debrief:
    """Whoever was offered it answers; leaders hear only of who wants to talk."""
    debrief = await session.get(Debrief, debrief_id, with_for_update=True)
    if debrief is None or debrief.person_id != actor.require_own(Action.OWN_VIEW):
        raise NotFound(kind="debrief")
    debrief.answer, debrief.answered_at = said, now(session)
    signal = await session.get_one(Signal, debrief.signal_id)
    subject = Subject("debrief", debrief.id, debrief.person_id, signal.district_id)
    record(session, actor, "answer", subject, answer=said.value)
    if said is not DebriefAnswer.NO:
        others = await leaders_of(session, signal.district_id, but=debrief.person_id)
        await enqueue_all(session, letters.debrief_wanted(debrief, others))
    return debrief


async def _of(session: AsyncSession, signal_id: int, person_id: int) -> Debrief | None:
    query = select(Debrief).where(Debrief.signal_id == signal_id, Debrief.person_id == person_id)
    found: Debrief | None = await session.scalar(query)
    return found
