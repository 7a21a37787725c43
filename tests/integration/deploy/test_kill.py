"""Scenario 19 with a real process and a real kill -9."""

from collections import Counter
from pathlib import Path

from sqlalchemy import func, select

from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.core.outbox.models import OutboxMessage, State
from community.membership.documents.queries import versions
from community.membership.documents.service import publish_version
from deploy import schema
from deploy.assembly import wire_facts
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.crowd import crowd
from tests.support.databases import SECRET
from tests.support.factories import SYSTEM, Region
from tests.support.processes import club, free_port

FAMILIES = 150
BATCH = 45  # claimed at most at one moment: a batch and what was still on its way


async def announced(database: Database, control: MessengerControl) -> list[int]:
    """A crowd of members, and a change of the rules queued for each."""
    region = await Region.create(database)
    people = await crowd(region, control, FAMILIES)
    async with database.read() as session:
        texts = (await versions(session, "rules"))[0].texts
    async with database.write() as session:
        await publish_version(session, SYSTEM, "rules", texts, asks_again=True, based_on=1)
    return people


async def sent_to(control: MessengerControl) -> Counter[int]:
    calls = await control.calls()
    return Counter(c["chat_id"] for c in calls if c["method"] == "sendMessage" and c["ok"])


async def test_killed_twice_a_broadcast_still_reaches_everybody(own_folder: Path) -> None:
    config = MessengerConfig(limits=False)
    database = Database(f"sqlite:///{own_folder}/club.db", Keyring([SECRET]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    async with running_messenger(config) as messenger, MessengerControl(messenger.url) as control:
        people = await announced(database, control)
        settings = {
            "CLUB_BOT_TOKEN": config.bot_token,
            "CLUB_BOT_API_URL": messenger.url,
            "CLUB_DATABASE_URL": f"sqlite:///{own_folder}/club.db",
            "CLUB_SECRET_KEY": SECRET,
        }
        for person in (people[40], people[90]):
            async with club("run", **settings, CLUB_WEB_PORT=str(free_port())):
                await control.wait(person, "обновился", timeout=60)
            # leaving the block kills the process where it stands
        async with club("run", **settings, CLUB_WEB_PORT=str(free_port())) as last:
            for person in people:
                await control.wait(person, "обновился", timeout=60)
            await last.stop()
        sent = await sent_to(control)
    async with database.read() as session:
        unsent = select(func.count()).where(OutboxMessage.state != State.SENT)
        assert await session.scalar(unsent) == 0
    await database.close()
    assert set(sent) == set(people)
    assert max(sent.values()) <= 3
    assert sum(sent.values()) - FAMILIES <= 2 * BATCH
