"""A club that has a mail server."""

from collections.abc import AsyncIterator

import pytest

from community.core.db import Database
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.club import Club
from tests.support.factories import Region
from tests.support.mailing import Mailing
from tests.support.post import PostOffice


@pytest.fixture
async def mailing(region: Region) -> AsyncIterator[Mailing]:
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        PostOffice.open() as post,
        Club.open(region, messenger.url, mailer=post.mailer()) as club,
    ):
        yield Mailing(club, post)


@pytest.fixture
async def sqlite_mailing(sqlite: Database) -> AsyncIterator[Mailing]:
    """The same on SQLite alone, for what the database has no part in."""
    region = await Region.create(sqlite)
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        PostOffice.open() as post,
        Club.open(region, messenger.url, mailer=post.mailer()) as club,
    ):
        yield Mailing(club, post)
