"""Codes are short enough to be dictated, so nobody may try many of them.

A wrong one is counted in the log: a person who guesses is seen there, and a restart forgets
nothing.
"""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.audit import AuditEntry, Subject, record
from community.core.clock import now
from community.core.usecase import use_case
from community.membership.invitations import queries as invitations
from community.membership.invitations.errors import InvitationUnknown
from community.membership.people import queries as people
from community.membership.verification.errors import TooManyCodes

MISSES = 5
_WITHIN = timedelta(hours=1)


@use_case
async def look_up_invitation(session: AsyncSession, actor: Actor, entered: str) -> None:
    """Whether an entered code would let this person in; raises why not, and TooManyCodes."""
    person = await people.locked_person(session, actor.require_own(Action.OWN_VIEW))
    await require_tries_left(session, person.id)
    try:
        await invitations.usable(session, entered)
    except InvitationUnknown:
        note_miss(session, actor)
        raise


async def require_tries_left(session: AsyncSession, person_id: int) -> None:
    """Raises TooManyCodes; whoever asks holds the person's lock, so that no try is missed."""
    moment = now(session)
    query = (
        select(AuditEntry.at)
        .where(AuditEntry.person_id == person_id, AuditEntry.at > moment - _WITHIN)
        .where(AuditEntry.tag.endswith(":code:miss"))
        .order_by(AuditEntry.at.desc())
        .limit(MISSES)
    )
    misses = (await session.scalars(query)).all()
    if len(misses) == MISSES:
        wait = misses[-1] + _WITHIN - moment
        raise TooManyCodes(minutes=-(-wait // timedelta(minutes=1)))


def note_miss(session: AsyncSession, actor: Actor) -> None:
    """Kept although the error that follows undoes everything else."""
    record(session, actor, "miss", Subject("code", person_id=actor.person_id))
