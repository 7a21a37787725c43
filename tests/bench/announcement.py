"""An announcement to 3,000 people, then to 100 chats, through the server that enforces limits."""

import asyncio
import tempfile
import time
from pathlib import Path
from typing import Any

from community.announcements import filling, sending, service, settling
from community.announcements.kinds import AudienceRole
from community.announcements.rules import Audience, Draft
from community.chats.models import Chat, ChatState, Purpose
from community.core.db import Database
from community.core.outbox.service import unsent_count
from community.core.outbox.worker import OutboxWorker
from deploy.messenger.client import MessengerControl
from tests.bench.outbox import FIRST, MESSAGES, SYSTEM, club

CHATS = 100
PER_SECOND, WITHIN_SECONDS = 29.0, 104.0
PER_MINUTE_OF_A_CHAT = 20
_JOB_EVERY_SECONDS = 5
_WORDS = "**Праздник двора** в субботу в 12:00.\n\nПриходите с детьми. Подробности у соседей."


async def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        async with club(Path(folder)) as (database, app, control):
            await _add_chats(database, control)
            worker = OutboxWorker(database, app.transport)
            database.on_outbox(worker.wake)
            running = [asyncio.create_task(worker.run()), asyncio.create_task(_job(database))]
            people = await _announce(database, Audience(roles=frozenset({AudienceRole.PARENTS})))
            chats = await _announce(
                database, Audience(purposes=frozenset({Purpose.DISTRICT})), pins=True
            )
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            calls = await control.calls()
    rate = MESSAGES / people
    floods = sum(call.get("error_code") == 429 for call in calls)
    posts = [call for call in calls if call["method"] == "sendMessage" and call["chat_id"] < 0]
    whole = len(posts) == CHATS == len({call["chat_id"] for call in posts})
    return {
        "bench": "announcement",
        "value": round(rate, 2),
        "unit": "messages/s",
        "goal": f">= {PER_SECOND} over {MESSAGES} people within {WITHIN_SECONDS:.0f} s"
        f" (it took {people:.1f} s), no 429 (there were {floods}), then {CHATS} chats once each,"
        f" pinned, below {PER_MINUTE_OF_A_CHAT} a minute (it took {chats:.1f} s)",
        "ok": rate >= PER_SECOND and people <= WITHIN_SECONDS and not floods and whole,
    }


async def _add_chats(database: Database, control: MessengerControl) -> None:
    ids = [-1_000_000_000_001 - number for number in range(CHATS)]
    bot = {"id": "bot", "status": "administrator"}
    await control.load(
        {"groups": [{"id": id_, "title": "Чат", "owner": FIRST, "members": [bot]} for id_ in ids]}
    )
    moment = database.clock.now()
    async with database.write() as session:
        session.add_all(
            Chat(
                messenger="telegram",
                external_id=str(id_),
                title="Чат",
                purpose=Purpose.DISTRICT,
                state=ChatState.ACTIVE,
                created_at=moment,
            )
            for id_ in ids
        )
        await session.commit()


async def _announce(database: Database, audience: Audience, *, pins: bool = False) -> float:
    """Seconds from the press of the button until nothing is on its way; nobody's night counts."""
    draft = Draft("Праздник", _WORDS, audience=audience, pins=pins, urgent=True)
    async with database.write() as session:
        announcement = await service.create(session, SYSTEM, draft)
    began = time.perf_counter()
    async with database.write() as session:
        await sending.send(session, SYSTEM, announcement.id)
    while True:
        await asyncio.sleep(0.2)
        async with database.read() as session:
            row = await session.get(type(announcement), announcement.id)
            if row and row.filled_at and not await unsent_count(session):
                return time.perf_counter() - began


async def _job(database: Database) -> None:
    """What `deploy.jobs` does while something is being sent."""
    while True:
        async with database.write() as session:
            while await filling.fill_due(session):
                pass
            await settling.settle_open(session)
        await asyncio.sleep(_JOB_EVERY_SECONDS)
