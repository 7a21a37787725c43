"""Incidents follow the signals they raised: listeners, wired in `deploy.assembly`."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor, system_actor
from community.duty.facts import SignalEnded, SomebodyCame
from community.duty.kinds import Outcome
from community.duty.models import Signal
from community.membership.people import queries as people
from moderation.incidents import deciding
from moderation.incidents.alarms import cries_of, undecided_of
from moderation.incidents.kinds import Decision
from moderation.incidents.models import Incident


async def on_somebody_came(session: AsyncSession, fact: SomebodyCame) -> None:
    """Whoever was called to a signal may be of another district than the chat."""
    actor = await _on_behalf_of(session, fact.by_id)
    for incident in await _in_nobodys_hands(session, undecided_of(fact.person_id)):
        if incident.taken_by_id is None:
            await deciding.take(session, actor, incident.id)


async def on_signal_ended(session: AsyncSession, fact: SignalEnded) -> None:
    """A false alarm is remembered as one: the same words stay quiet (scenario 15).

    Nobody judges their own words: what people say of themselves in need teaches nothing, and
    moderators still look. Nor does it say anything that somebody is forgotten.
    """
    actor = await _on_behalf_of(session, fact.by_id)
    if fact.outcome is None:
        await _open_again(session, actor, fact)
        return
    if fact.outcome is Outcome.LAPSED or fact.by_id == fact.person_id:
        return
    is_false = fact.outcome is Outcome.FALSE_ALARM
    decision = Decision.FALSE_ALARM if is_false else Decision.MET
    for incident in await _in_nobodys_hands(session, undecided_of(fact.person_id)):
        await deciding.decide(session, actor, incident.id, decision)


async def _open_again(session: AsyncSession, actor: Actor, fact: SignalEnded) -> None:
    """What ended together with the signal goes on together with it."""
    signal = await session.get_one(Signal, fact.signal_id)
    ended = (
        cries_of(fact.person_id)
        .where(
            Incident.decision.in_([Decision.MET, Decision.FALSE_ALARM]),
            Incident.decided_at >= signal.raised_at,
        )
        .order_by(Incident.decided_at.desc(), Incident.id.desc())
        .limit(1)
    )
    for incident in await _in_nobodys_hands(session, ended):
        await deciding.undo(session, actor, incident.id)
        await deciding.take(session, actor, incident.id)


async def _in_nobodys_hands(session: AsyncSession, which: Select[Incident]) -> Sequence[Incident]:
    """Locked. What somebody decides at this moment is passed over: they will find the signal."""
    query = which.with_for_update(skip_locked=True, key_share=True)
    found = await session.scalars(query.execution_options(populate_existing=True))
    return found.all()


async def _on_behalf_of(session: AsyncSession, person_id: int | None) -> Actor:
    """With the club's own rights and the person's name on it."""
    if person_id is None:
        return system_actor("bot")
    return replace(await people.actor_for(session, person_id, "bot"), system=True)
