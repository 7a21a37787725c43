"""Conversations that duty opened before are found unguarded afterwards, and go down again."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from community.core.db import Database
from deploy import schema
from tests.support.databases import PostgresMaker, SqliteMaker

_PEOPLE = """INSERT INTO person (id, language, standing, created_at)
VALUES (1, 'ru', 'newcomer', '2026-03-16 03:00:00+00'),
 (2, 'ru', 'newcomer', '2026-03-16 03:00:00+00')"""
_TALK = """INSERT INTO relay_conversation
(id, asker_id, helper_id, asker_alias, helper_alias, opened_at, asker_reveals, helper_reveals)
VALUES (7, 1, 2, 'a', 'b', '2026-03-16 03:00:00+00', true, true)"""
_MESSAGE = """INSERT INTO relay_message (id, conversation_id, side, medium, said_at)
VALUES (9, 7, 'asker', 'text', '2026-03-16 03:00:00+00')"""


@pytest.fixture(params=["sqlite", "postgres"])
async def before(
    request: pytest.FixtureRequest, sqlite_maker: SqliteMaker, postgres_maker: PostgresMaker
) -> AsyncIterator[Database]:
    maker = sqlite_maker if request.param == "sqlite" else postgres_maker
    async for database in maker.fresh():
        await schema.downgrade(database.engine, "0003")
        async with database.engine.begin() as connection:
            for statement in (_PEOPLE, _TALK, _MESSAGE):
                await connection.execute(text(statement))
        yield database


async def test_conversations_and_messages_survive_both_ways(before: Database) -> None:
    await schema.upgrade(before.engine, "0004")
    async with before.engine.connect() as connection:
        found = await connection.execute(
            text(
                "SELECT c.guarded, c.waits_since, m.once FROM relay_conversation c"
                " JOIN relay_message m ON m.conversation_id = c.id"
            )
        )
        assert [tuple(row) for row in found] == [(False, None, None)]

    await schema.downgrade(before.engine, "0003")
    async with before.engine.connect() as connection:
        assert await connection.scalar(text("SELECT count(*) FROM relay_message")) == 1
