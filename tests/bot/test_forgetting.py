"""What somebody typed to the bot goes when they do."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.state.forgetting import FORGET_AFTER, forget_stale
from bot.state.models import DialogueState
from community.core.clock import now
from community.core.db import Database
from community.membership.leaving.service import erase_due, leave
from tests.support.factories import Region, Someone


async def types_something(region: Region, someone: Someone) -> None:
    async with region.database.write() as session:
        key = f"fsm:1:{someone.external_id}:{someone.external_id}:default"
        typed = {"given_name": "Планета-Секрет"}
        session.add(DialogueState(key=key, data=typed, changed_at=now(session)))
        await session.commit()


async def kept(database: Database) -> int:
    async with database.read() as session:
        return await session.scalar(select(func.count()).select_from(DialogueState)) or 0


@pytest.mark.both_databases
async def test_an_erased_persons_conversation_is_dropped_and_nobody_elses(region: Region) -> None:
    leaving, staying = await region.member("Анна"), await region.member("Вера")
    for someone in (leaving, staying):
        await types_something(region, someone)
    await region.act(leaving, leave)
    region.clock.advance(timedelta(days=8))

    async with region.database.write() as session:
        await erase_due(session)

    async with region.database.read() as session:
        keys = (await session.scalars(select(DialogueState.key))).all()
    assert [key.split(":")[2] for key in keys] == [staying.external_id]


async def test_an_abandoned_conversation_is_dropped_after_a_month(region: Region) -> None:
    await types_something(region, await region.member("Анна"))
    region.clock.advance(FORGET_AFTER)
    async with region.database.write() as session:
        await forget_stale(session)
    assert await kept(region.database) == 1

    region.clock.advance(timedelta(seconds=1))
    async with region.database.write() as session:
        await forget_stale(session)
    assert await kept(region.database) == 0
