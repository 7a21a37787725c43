"""What waits of requests and specialists: for a leader, and for a specialist their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.requests import queries as requests
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.listing import QueueFilter, page_of_queue, waits
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Action, Actor
from community.core.clock import local_now, now

_SOON = timedelta(days=14)
_SHOWN = 5


@dataclass(frozen=True)
class Own:
    """How much a specialist is asked, has in hand, and owes an answer to."""

    offered: int
    in_hand: int
    owed: int


async def waiting_for_leader(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    found = await waits(session, actor)
    overdue = await page_of_queue(session, actor, QueueFilter(overdue=True))
    nobody = await page_of_queue(session, actor, QueueFilter(state=RequestState.WAITING))
    known = await specialists.specialities(session, all_of_them=True)
    first = {line.request.id: line for line in (*overdue.rows, *nobody.rows)}
    return {
        "help_waits": found,
        "help_lines": list(first.values())[:_SHOWN],
        "skills": {one.id: one for one in known},
    }


async def to_vet_or_recheck(
    session: AsyncSession, actor: Actor
) -> tuple[Sequence[Specialist], Sequence[Specialist]]:
    """Who waits to be vetted or let in, and whose documents are to be looked at again."""
    to_vet = [
        one
        for state in (SpecialistState.CANDIDATE, SpecialistState.VETTED)
        for one in await specialists.listed(session, actor, state=state)
        if one.person_id not in (None, actor.person_id)
    ]
    day = local_now(session).date() + _SOON
    return to_vet, await specialists.to_recheck(session, actor, day)


async def own(session: AsyncSession, actor: Actor) -> Own:
    found = await requests.in_hand_of(session, actor)
    taken = [one for one in found if one.state is RequestState.TAKEN]
    moment = now(session)
    return Own(
        offered=len(found) - len(taken),
        in_hand=len(taken),
        owed=sum(one.due_at is not None and one.due_at <= moment for one in taken),
    )


async def waiting_help(session: AsyncSession, actor: Actor) -> dict[str, Any]:
    """Everything the first page says of it, as far as the rights of the reader go."""
    values: dict[str, Any] = {}
    if actor.may_at_all(Action.HELP_TAKE):
        values["own_help"] = await own(session, actor)
    if actor.may_at_all(Action.HELP_ROUTE):
        values |= await waiting_for_leader(session, actor)
    if actor.may_at_all(Action.SPECIALIST_MANAGE):
        values["to_vet"], values["to_recheck"] = await to_vet_or_recheck(session, actor)
    return values
