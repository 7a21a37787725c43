"""Fifty conversations at once: how long until the other side reads what somebody wrote."""

import asyncio
import tempfile
import time
from pathlib import Path
from statistics import quantiles

from community.core.db import Database
from community.core.outbox.worker import OutboxWorker
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount
from community.relay import service
from community.relay.kinds import Medium
from community.relay.service import Party, Place, Said
from deploy.messenger.client import MessengerControl
from tests.bench.harness import Result
from tests.bench.outbox import FIRST, club

_CONVERSATIONS = 50
_ROUNDS = 4
_PAUSE_SECONDS = 2.0  # a person reads before they answer
_GOAL_SECONDS = 1.0


async def run() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        async with club(Path(folder)) as (database, app, control):
            worker = OutboxWorker(database, app.transport)
            database.on_outbox(worker.wake)
            sending = asyncio.create_task(worker.run())
            talks = [_talk(database, control, number) for number in range(_CONVERSATIONS)]
            seconds = [one for talk in await asyncio.gather(*talks) for one in talk]
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
    p95 = quantiles(seconds, n=20)[-1]
    return Result(
        bench="relay",
        value=round(p95, 3),
        unit=f"s, p95 of {len(seconds)} messages (slowest {max(seconds):.3f})",
        goal=f"<= {_GOAL_SECONDS} with {_CONVERSATIONS} conversations at once",
        ok=p95 <= _GOAL_SECONDS,
    )


async def _talk(database: Database, control: MessengerControl, number: int) -> list[float]:
    """One asks, another reads; both speak evenly spread over the seconds, as people do."""
    asker, helper = FIRST + 2 * number, FIRST + 2 * number + 1
    conversation, account = await _open(database, asker, helper)
    await asyncio.sleep(_PAUSE_SECONDS * number / _CONVERSATIONS)
    waited = []
    for turn in range(_ROUNDS):
        words = f"Слово {turn} разговора {number}"
        began = time.perf_counter()
        async with database.read() as session:
            actor = await people.actor_for(session, account.person_id, "bot")
        async with database.write() as session:
            said, place = Said(Medium.TEXT, words, None), Place(account.id, f"9{turn}")
            await service.say(session, actor, conversation, said, place)
        await control.wait(helper, words, timeout=30)
        waited.append(time.perf_counter() - began)
        await asyncio.sleep(_PAUSE_SECONDS)
    return waited


async def _open(database: Database, asker: int, helper: int) -> tuple[int, MessengerAccount]:
    async with database.read() as session:
        one = await people.account(session, "telegram", str(asker))
        other = await people.account(session, "telegram", str(helper))
    assert one is not None
    assert other is not None
    parties = Party(one.person_id, "Семья-217"), Party(other.person_id, "психолог Ирина")
    async with database.write() as session:
        conversation = await use_case(service.open_conversation)(session, *parties)
    return conversation.id, one
