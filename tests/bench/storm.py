"""500 spam messages a second in one chat, while people talk in another: how long those wait.

Everything of an installation runs in this one process, the outbox and the local messenger too.
"""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot.app import BotApp, create_bot
from bot.context import BotContext
from community.chats.models import Chat, ChatState, Purpose
from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.core.outbox.worker import OutboxWorker
from deploy import schema
from deploy.assembly import wire_facts
from deploy.judging import assemble_judging
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from moderation.incidents.models import IncidentMessage
from tests.bench.harness import Result

SPAM_A_SECOND, SECONDS = 500, 30
GOAL_SECONDS = 1.0
_TALK_A_SECOND = 20
_TO_GET_READY_SECONDS = 2.0
_SPAMMERS = 40
_STORMY, _QUIET = -1001000000001, -1001000000002
_OWNER = 4001
_SPAM = "Пассивный доход от 5000 руб в день без опыта, пишите в личку @dengi{0} прямо сейчас! {0}"
_TALK = "Подскажите, кто уже оформлял пособие, какие нужны были справки? {0}"


@dataclass
class _Waits:
    """Seconds from the moment a message came to the moment it was done with."""

    talk: list[float] = field(default_factory=list)
    spam: list[float] = field(default_factory=list)


async def run() -> Result:
    with tempfile.TemporaryDirectory() as folder:
        async with _club(Path(folder)) as (database, app):
            waits = await _blow(app)
            async with database.read() as session:
                written = await session.scalar(select(func.count(IncidentMessage.id)))
    slowest = max(waits.talk)
    p99 = quantiles(waits.talk, n=100)[98]
    return Result(
        bench="storm",
        value=round(slowest, 3),
        unit=f"s, the slowest of {len(waits.talk)} innocent messages (p99 {p99:.3f})",
        goal=f"<= {GOAL_SECONDS} in {SECONDS} s of {SPAM_A_SECOND} spam messages a second,"
        f" all written down ({written}; the slowest took {max(waits.spam):.2f} s)",
        ok=slowest <= GOAL_SECONDS and written == SPAM_A_SECOND * SECONDS,
    )


async def _blow(app: BotApp) -> _Waits:
    """Messages come by the clock, whether or not the ones before are done with.

    A first message of each chat before that: the process of a club has long been at work.
    """
    waits, numbers = _Waits(), count(1)
    for chat in (_STORMY, _QUIET):
        await app.handle(_update(chat, 7000, "Доброе утро", next(numbers)))
    began = time.monotonic() + _TO_GET_READY_SECONDS

    async def come(chat: int, author: int, text: str, due: float, done: list[float]) -> None:
        number = next(numbers)
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        await app.handle(_update(chat, author, text.format(number), number))
        done.append(time.monotonic() - due)

    async with asyncio.TaskGroup() as group:
        for n in range(SPAM_A_SECOND * SECONDS):
            due = began + n / SPAM_A_SECOND
            group.create_task(come(_STORMY, 6000 + n % _SPAMMERS, _SPAM, due, waits.spam))
        for n in range(_TALK_A_SECOND * SECONDS):
            due = began + n / _TALK_A_SECOND
            group.create_task(come(_QUIET, 7000 + n % 10, _TALK, due, waits.talk))
    return waits


def _update(chat: int, author: int, text: str, number: int) -> dict[str, object]:
    message = {
        "message_id": number,
        "date": 1_760_000_000,
        "chat": {"id": chat, "type": "supergroup", "title": "—"},
        "from": {"id": author, "is_bot": False, "first_name": "—"},
        "text": text,
    }
    return {"update_id": number, "message": message}


@asynccontextmanager
async def _club(folder: Path) -> AsyncIterator[tuple[Database, BotApp]]:
    database = Database(f"sqlite:///{folder}/bench.db", Keyring(["x" * 32]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    await _fill(database)
    detector = assemble_judging(database).detector
    async with (
        running_messenger(MessengerConfig()) as messenger,
        MessengerControl(messenger.url) as control,
    ):
        await control.add_person("—", id=_OWNER)
        for address in (_STORMY, _QUIET):
            await control.add_group("—", _OWNER, id=address)
            await control.add_bot(address, as_admin=True)
        context = BotContext(database, ZoneInfo("Asia/Tomsk"), "", "", detector=detector)
        app = BotApp(context, create_bot(MessengerConfig().bot_token, messenger.url))
        worker = OutboxWorker(database, app.transport)
        database.on_outbox(worker.wake)
        sending = asyncio.create_task(worker.run())
        yield database, app
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await app.close()
    await database.close()


async def _fill(database: Database) -> None:
    async with database.write() as session:
        for address in (_STORMY, _QUIET):
            session.add(
                Chat(
                    messenger="telegram",
                    external_id=str(address),
                    title="—",
                    purpose=Purpose.REGIONAL,
                    state=ChatState.ACTIVE,
                    rights={},
                    created_at=database.clock.now(),
                )
            )
        await session.commit()
