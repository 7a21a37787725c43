"""Duty follows the membership and the conversations: listeners, wired in `deploy.assembly`."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, system_actor
from community.core.clock import now
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.duty import letters, roster
from community.duty.ending import settle
from community.duty.going import pass_on
from community.duty.kinds import Outcome, SignalState
from community.duty.models import Signal
from community.membership.leaving.facts import PersonErased
from community.membership.people import queries as people
from community.membership.people.facts import PersonLeft, RolesChanged
from community.relay.facts import HelperSpoke

_AT_ONCE = 500


async def on_helper_spoke(session: AsyncSession, fact: HelperSpoke) -> None:
    """The first words of whoever came are the first human contact, which is timed.

    Whoever closes the signal at this moment waits for the conversation, so it is not waited for:
    they read there when it was.
    """
    query = (
        select(Signal)
        .where(Signal.conversation_id == fact.conversation_id, Signal.contact_at.is_(None))
        .with_for_update(key_share=True, skip_locked=True)
        .execution_options(populate_existing=True)
    )
    for signal in (await session.scalars(query)).all():
        signal.contact_at = now(session)
        if signal.taken_by_id is not None:  # their card asks no more whether they have spoken
            told = letters.cards_changed(signal, [signal.taken_by_id])
            await enqueue_all(session, told)


async def on_roles_changed(session: AsyncSession, fact: RolesChanged) -> None:
    """A role that was lost in one district frees the duties there alone."""
    actor = await people.actor_for(session, fact.person_id, "job")
    if actor.may_at_all(Action.DUTY_SERVE):
        await roster.free(session, fact.person_id, only_where_they_may_not=True)
    else:
        await _serves_no_more(session, fact.person_id)


async def on_left(session: AsyncSession, fact: PersonLeft) -> None:
    """They serve no more. Who leaves in need is still come to: 🆘 is for everybody."""
    await _serves_no_more(session, fact.person_id)


async def _serves_no_more(session: AsyncSession, person_id: int) -> None:
    """Whomever they had come to is not left alone: somebody else is asked."""
    await roster.free(session, person_id)
    query = (
        select(Signal)
        .where(Signal.taken_by_id == person_id, Signal.state == SignalState.TAKEN)
        .order_by(Signal.id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    for signal in (await session.scalars(query)).all():
        await pass_on(session, system_actor(), signal)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    await settle(session, system_actor(), fact.person_id, Outcome.LAPSED)
    await session.execute(
        update(Signal).where(Signal.person_id == fact.person_id).values(words=None, erase_at=None)
    )


@use_case
async def erase_due(session: AsyncSession) -> int:
    """Empty the words of signals whose time has come, at most 500 at once."""
    due = select(Signal.id).where(Signal.erase_at <= now(session)).limit(_AT_ONCE)
    ids = (await session.scalars(due)).all()
    await session.execute(
        update(Signal).where(Signal.id.in_(ids)).values(words=None, erase_at=None)
    )
    return len(ids)
