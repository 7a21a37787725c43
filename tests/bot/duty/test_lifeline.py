"""While the database is away 🆘 still answers with numbers, and calls as soon as it can."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from sqlalchemy.exc import OperationalError

from community.core.db import Database
from community.duty.models import Signal
from tests.support.club import Club
from tests.support.looking import only
from tests.support.night import Night


@asynccontextmanager
async def away(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[None]:
    """Every session fails as if nobody answered at the other end."""

    @asynccontextmanager
    async def refused(_self: Database) -> AsyncIterator[None]:
        raise OperationalError("", {}, ConnectionError())
        yield

    with monkeypatch.context() as patch:
        patch.setattr(Database, "read", refused)
        patch.setattr(Database, "write", refused)
        yield


async def test_numbers_come_and_somebody_is_called_later(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await club.messenger.say(anna, "/sos")
    async with away(monkeypatch):
        await club.hear()
    screen = await club.screen(anna)
    assert "8-800-2000-122" in screen
    assert "как только починим, позову человека" in screen

    await club.app.keep_lifeline()
    await club.settle()

    assert await night.heard_by(night.vera, "Кто-то на пределе")
    assert (await only(club.region.database, Signal)).person_id == night.people[anna].id


async def test_other_taps_are_answered_with_numbers_as_well(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await club.messenger.say(anna, "/menu")
    async with away(monkeypatch):
        await club.hear()

    screen = await club.screen(anna)
    assert "112" in screen
    assert "позову человека" not in screen
    await club.app.keep_lifeline()
    await club.settle()
    assert not await night.heard_by(night.vera, "Кто-то")
