"""An announcement to twelve hundred, and a process killed early, half-way and late."""

from collections import Counter
from pathlib import Path

import pytest

from community.announcements.kinds import Delivery
from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from deploy import schema
from deploy.assembly import wire_facts
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.announcing import counts_of, leader_of, sent
from tests.support.crowd import crowd
from tests.support.databases import SECRET
from tests.support.factories import Region
from tests.support.processes import HASTY, PATIENCE, club

PEOPLE = 1_200  # entered in three parts
KILLED_AT = (50, 550, 1_050)  # how many have it when the process dies
BATCH = 45  # claimed at most at one moment: a batch and what was still on its way


@pytest.mark.timeout(600)  # 1,200 messages and four starts, on a machine that is busy
async def test_killed_again_and_again_an_announcement_still_reaches_everybody_once(
    own_folder: Path,
) -> None:
    address = f"sqlite:///{own_folder}/club.db"
    database = Database(address, Keyring([SECRET]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    config = MessengerConfig(limits=False)
    async with running_messenger(config) as messenger, MessengerControl(messenger.url) as control:
        region = await Region.create(database)
        people = await crowd(region, control, PEOPLE)
        leader = await leader_of(region)
        author = int(leader.external_id)
        await control.add_person("Вера", id=author)
        await control.start(author)
        # Urgent, so that the hour at which tests run is nobody's night.
        announcement = await sent(region, leader, urgent=True)
        settings = {
            "CLUB_BOT_TOKEN": config.bot_token,
            "CLUB_BOT_API_URL": messenger.url,
            "CLUB_DATABASE_URL": address,
            "CLUB_SECRET_KEY": SECRET,
        }
        for number in KILLED_AT:
            async with club("worker", before=HASTY, **settings):
                await control.wait(people[number], "Праздник", timeout=PATIENCE)
            # leaving the block kills the process where it stands
        async with club("worker", before=HASTY, **settings) as last:
            await control.wait(author, "разослано", timeout=4 * PATIENCE)
            await last.stop()
        calls = await control.calls()
    told = Counter(c["chat_id"] for c in calls if c["method"] == "sendMessage" and c["ok"])
    del told[author]
    assert set(told) == set(people)
    assert sum(told.values()) - PEOPLE <= len(KILLED_AT) * BATCH
    assert await counts_of(region, announcement) == {Delivery.DELIVERED: PEOPLE}
    await database.close()
