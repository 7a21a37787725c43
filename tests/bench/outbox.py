"""A broadcast at the messenger's limit, while people tap: measured once, told as two benches."""

import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import quantiles
from zoneinfo import ZoneInfo

from bot.app import BotApp, create_bot
from bot.context import BotContext
from community.core.actor import system_actor
from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.core.outbox.service import unsent_count
from community.core.outbox.worker import OutboxWorker
from community.membership.districts.queries import active_districts
from community.membership.documents.queries import versions
from community.membership.documents.service import publish_version
from community.membership.people.models import (
    Family,
    FamilyState,
    MessengerAccount,
    Person,
    Standing,
)
from deploy import schema
from deploy.assembly import wire_facts
from deploy.defaults_loader import load_default_documents, load_region
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger

MESSAGES = 3_000
FIRST = 70_000
_TAPPING = 1  # this person's id: a stranger who plays with the menu meanwhile
_TAP_EVERY_SECONDS = 0.7
SYSTEM = system_actor("cli")


@dataclass(frozen=True)
class Measured:
    """`rate` in messages a second, `tap_p95` in milliseconds from the tap to the new screen."""

    rate: float
    floods: int
    tap_p95: float
    taps: int


_measured: list[Measured] = []


async def measure() -> Measured:
    """Takes about two minutes; the second bench of a run reads what the first one measured."""
    if not _measured:
        with tempfile.TemporaryDirectory() as folder:
            async with club(Path(folder)) as (database, app, control):
                _measured.append(await _broadcast(database, app, control))
    return _measured[0]


@asynccontextmanager
async def club(folder: Path) -> AsyncIterator[tuple[Database, BotApp, MessengerControl]]:
    database = Database(f"sqlite:///{folder}/bench.db", Keyring(["x" * 32]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    async with (
        running_messenger(MessengerConfig()) as messenger,
        MessengerControl(messenger.url) as control,
    ):
        await control.load({"people": _people()})
        await _fill(database)
        context = BotContext(database, ZoneInfo("Asia/Tomsk"), "", "")
        app = BotApp(context, create_bot(MessengerConfig().bot_token, messenger.url))
        await app.start()
        yield database, app, control
        await app.close()
    await database.close()


def _people() -> list[dict[str, object]]:
    ids = [_TAPPING, *range(FIRST, FIRST + MESSAGES)]
    return [{"id": id_, "first_name": "—", "started_bot": True} for id_ in ids]


async def _fill(database: Database) -> None:
    async with database.write() as session:
        await load_region(session, SYSTEM)
        await load_default_documents(session, SYSTEM)
        district = (await active_districts(session))[0].id
    moment = database.clock.now()
    async with database.write() as session:
        for n in range(MESSAGES):
            family = Family(
                number=n + 1, district_id=district, state=FamilyState.MEMBER, created_at=moment
            )
            person = Person(
                standing=Standing.MEMBER,
                language="ru",
                district_id=district,
                created_at=moment,
                family=family,
            )
            session.add(
                MessengerAccount(
                    person=person,
                    messenger="telegram",
                    external_id=str(FIRST + n),
                    reachable=True,
                    created_at=moment,
                )
            )
        await session.commit()


async def announce(database: Database) -> None:
    """A word to everybody, as when the rules change."""
    async with database.read() as session:
        texts = (await versions(session, "rules"))[0].texts
    async with database.write() as session:
        await publish_version(session, SYSTEM, "rules", texts, asks_again=True, based_on=1)


async def _broadcast(database: Database, app: BotApp, control: MessengerControl) -> Measured:
    worker = OutboxWorker(database, app.transport)
    polling = asyncio.create_task(app.run_polling())
    await control.start(_TAPPING)
    await control.wait(_TAPPING, timeout=30)
    await announce(database)
    tapping = asyncio.create_task(_tap_until_cancelled(control))
    began = time.perf_counter()
    await _send_everything(database, worker)
    seconds = time.perf_counter() - began
    taps = await _stop(tapping)
    polling.cancel()
    await asyncio.gather(polling, return_exceptions=True)
    calls = await control.calls()
    floods = sum(call.get("error_code") == 429 for call in calls)
    return Measured(MESSAGES / seconds, floods, quantiles(taps, n=20)[-1] * 1000, len(taps))


async def _send_everything(database: Database, worker: OutboxWorker) -> None:
    running = asyncio.create_task(worker.run())
    while True:
        await asyncio.sleep(0.2)
        async with database.read() as session:
            if not await unsent_count(session):
                break
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


_taps: list[float] = []


async def _tap_until_cancelled(control: MessengerControl) -> None:
    """Back and forth between the menu and its help lines, as a worried person would."""
    for label, expected in _there_and_back():
        await asyncio.sleep(_TAP_EVERY_SECONDS)
        began = time.perf_counter()
        await control.tap(_TAPPING, label)
        await control.wait(_TAPPING, expected, timeout=30)
        _taps.append(time.perf_counter() - began)


def _there_and_back() -> list[tuple[str, str]]:
    return [("🆘", "112"), ("🏠", "замещающих семей")] * MESSAGES


async def _stop(tapping: asyncio.Task[None]) -> list[float]:
    tapping.cancel()
    await asyncio.gather(tapping, return_exceptions=True)
    return _taps
