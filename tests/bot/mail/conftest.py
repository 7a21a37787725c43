"""A club that has a mail server."""

from collections.abc import AsyncIterator

import pytest

from tests.support.club import Club
from tests.support.factories import Region
from tests.support.mailing import Mailing
from tests.support.post import PostOffice


@pytest.fixture
async def mailing(region: Region, messenger_url: str) -> AsyncIterator[Mailing]:
    async with (
        PostOffice.open() as post,
        Club.open(region, messenger_url, mailer=post.mailer()) as club,
    ):
        yield Mailing(club, post)


@pytest.fixture
async def sqlite_mailing(sqlite_region: Region, messenger_url: str) -> AsyncIterator[Mailing]:
    """The same on SQLite alone, for what the database has no part in."""
    async with (
        PostOffice.open() as post,
        Club.open(sqlite_region, messenger_url, mailer=post.mailer()) as club,
    ):
        yield Mailing(club, post)
