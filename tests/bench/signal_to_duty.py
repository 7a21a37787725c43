"""From 🆘 to the duty phone while 3,000 people are being written to (goal: 2 seconds)."""

import asyncio
import tempfile
import time
from pathlib import Path

from community.core.actor import Role
from community.core.db import Database
from community.core.outbox.worker import OutboxWorker
from community.duty import roster
from community.duty.kinds import Colour
from community.duty.rules import half_at
from community.duty.service import call_for_help
from community.duty.serving import Turn
from community.membership.people import queries as people
from community.membership.people.service import grant_role
from deploy.messenger.client import MessengerControl
from tests.bench.harness import Result
from tests.bench.outbox import FIRST, SYSTEM, announce, club
from tests.support.club import TOMSK

_CALLS = 20
_PAUSE_SECONDS = 0.5
_GOAL_SECONDS = 2.0
_CARD = "Кому-то может грозить опасность"


async def run() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        async with club(Path(folder)) as (database, app, control):
            await _somebody_is_on_duty(database)
            await announce(database)
            worker = OutboxWorker(database, app.transport)
            database.on_outbox(worker.wake)
            sending = asyncio.create_task(worker.run())
            seconds = [await _call(database, control, FIRST + n) for n in range(1, _CALLS + 1)]
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
    return Result(
        bench="signal_to_duty",
        value=round(max(seconds), 3),
        unit=f"s, the slowest of {_CALLS} (mean {sum(seconds) / _CALLS:.3f})",
        goal=f"<= {_GOAL_SECONDS} while an announcement to 3,000 people is under way",
        ok=max(seconds) <= _GOAL_SECONDS,
    )


async def _somebody_is_on_duty(database: Database) -> None:
    person_id = await _person(database, FIRST)
    day, half = half_at(database.clock.now(), TOMSK)
    async with database.write() as session:
        await grant_role(session, SYSTEM, person_id, Role.ACTIVIST, district_id=None)
    async with database.write() as session:
        await roster.plan(session, SYSTEM, Turn(day, half), person_id)


async def _call(database: Database, control: MessengerControl, caller: int) -> float:
    """Somebody else each time: one person's second call would only make the first redder."""
    await asyncio.sleep(_PAUSE_SECONDS)
    person_id = await _person(database, caller)
    seen = (await control.inbox(FIRST))["messages"]
    last = seen[-1]["id"] if seen else None
    async with database.read() as session:
        actor = await people.actor_for(session, person_id, "bot")
    began = time.perf_counter()
    async with database.write() as session:
        await call_for_help(session, actor, Colour.RED)
    await control.wait(FIRST, _CARD, after_message_id=last, timeout=30)
    return time.perf_counter() - began


async def _person(database: Database, external_id: int) -> int:
    async with database.read() as session:
        account = await people.account(session, "telegram", str(external_id))
    assert account is not None
    return account.person_id
