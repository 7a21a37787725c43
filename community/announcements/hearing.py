"""How somebody wants to hear of announcements."""

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from community.announcements.kinds import Hearing
from community.announcements.models import HearingChoice
from community.core.actor import Action, Actor
from community.core.db import insert_into
from community.core.usecase import use_case


async def hearing_of(session: AsyncSession, person_id: int) -> Hearing:
    """At once, unless they said otherwise."""
    chosen = await session.get(HearingChoice, person_id)
    return chosen.hearing if chosen else Hearing.AT_ONCE


@use_case
async def choose(session: AsyncSession, actor: Actor, hearing: Hearing) -> None:
    person_id = actor.require_own(Action.OWN_VIEW)
    if hearing is Hearing.AT_ONCE:
        await forget_choice(session, person_id)
        return
    insert = insert_into(session, HearingChoice).values(person_id=person_id, hearing=hearing)
    await session.execute(
        insert.on_conflict_do_update(index_elements=["person_id"], set_={"hearing": hearing})
    )


async def forget_choice(session: AsyncSession, person_id: int) -> None:
    """Within somebody's use case."""
    await session.execute(delete(HearingChoice).where(HearingChoice.person_id == person_id))
