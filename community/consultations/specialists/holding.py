"""A specialist in hand: locked for a change, and as the log names them."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.specialists.models import Specialist
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.db import TO_CHANGE
from community.core.errors import NotFound


async def in_hand(session: AsyncSession, actor: Actor, specialist_id: int) -> Specialist:
    """Locked, for the specialist themself or whoever manages them. Raises NotFound."""
    specialist = await session.get(
        Specialist, specialist_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    is_self = specialist is not None and specialist.person_id == actor.person_id is not None
    manages = actor.system or actor.may_at_all(Action.SPECIALIST_MANAGE)
    if specialist is None or not (is_self or manages):
        raise NotFound(kind="specialist")
    return specialist


def note(
    session: AsyncSession, actor: Actor, action: str, specialist: Specialist, **facts: Any
) -> None:
    subject = Subject("specialist", specialist.id, person_id=specialist.person_id)
    record(session, actor, action, subject, **facts)
