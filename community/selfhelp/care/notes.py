"""Private notes of whoever leads a group: encrypted, and theirs alone."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.usecase import use_case
from community.selfhelp.care.models import FacilitatorNote
from community.selfhelp.groups.holding import led
from community.selfhelp.groups.rules import check_words

NOTE_LIMIT = 2000


@use_case
async def write_note(
    session: AsyncSession, actor: Actor, group_id: int, body: str
) -> FacilitatorNote:
    """Raises NotFound, GroupClosed, InvalidInput."""
    await led(session, actor, group_id)
    row = FacilitatorNote(
        group_id=group_id,
        author_id=actor.require_own(Action.OWN_VIEW),
        body=check_words("note", body, NOTE_LIMIT),
        written_at=now(session),
    )
    session.add(row)
    await session.flush()
    return row


@use_case
async def drop_note(session: AsyncSession, actor: Actor, note_id: int) -> None:
    """By its author, also when they no longer lead the group. Raises NotFound."""
    row = await session.get(FacilitatorNote, note_id)
    if row is None or row.author_id != actor.person_id:
        raise NotFound(kind="note")
    await session.delete(row)


async def notes_of(session: AsyncSession, actor: Actor, group_id: int) -> Sequence[FacilitatorNote]:
    """One's own, the newest first: whoever leads the group next does not inherit them."""
    query = (
        select(FacilitatorNote)
        .where(
            FacilitatorNote.group_id == group_id,
            FacilitatorNote.author_id == actor.require_own(Action.OWN_VIEW),
        )
        .order_by(FacilitatorNote.written_at.desc(), FacilitatorNote.id.desc())
    )
    return (await session.scalars(query)).all()
