"""The tables come and go by migrations, on both databases, and are what the models say."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from community.core.db import Database
from deploy import schema
from deploy.tables import is_derived, metadata
from tests.support.databases import PostgresMaker, SqliteMaker, open_database


@pytest.fixture(params=["sqlite", "postgres"])
async def own(
    request: pytest.FixtureRequest, sqlite_maker: SqliteMaker, postgres_maker: PostgresMaker
) -> AsyncIterator[Database]:
    """A migrated database that no other test shares: here tables come and go."""
    maker = sqlite_maker if request.param == "sqlite" else postgres_maker
    async for database in maker.fresh():
        yield database


@pytest.fixture
async def bare(own: Database) -> Database:
    """A database that went up and all the way down again."""
    await schema.downgrade(own.engine)
    return own


async def tables(database: Database) -> set[str]:
    def names(connection: Connection) -> set[str]:
        return {name for name in inspect(connection).get_table_names() if not is_derived(name)}

    async with database.engine.connect() as connection:
        return await connection.run_sync(names)


async def test_down_to_nothing_leaves_nothing(bare: Database) -> None:
    assert await tables(bare) == {"alembic_version"}
    assert not await schema.is_current(bare.engine)


async def test_up_again_the_tables_are_what_the_models_say(bare: Database) -> None:
    await schema.upgrade(bare.engine)

    assert await tables(bare) == {*metadata.tables, "alembic_version"}
    assert await schema.differences(bare.engine) == []
    assert await schema.is_current(bare.engine)


async def test_going_up_twice_changes_nothing(own: Database) -> None:
    await schema.upgrade(own.engine)

    assert await schema.differences(own.engine) == []


async def test_a_difference_would_be_noticed(own: Database) -> None:
    async with own.engine.begin() as connection:
        await connection.execute(text("DROP INDEX ix_name_token_token"))

    assert [kind for kind, _ in await schema.differences(own.engine)] == ["add_index"]


@pytest.mark.parametrize("act", ["UPDATE audit_entry SET tag = 'x'", "DELETE FROM audit_entry"])
async def test_the_migrated_log_refuses_to_be_changed(bare: Database, act: str) -> None:
    await schema.upgrade(bare.engine)
    async with bare.engine.begin() as connection:
        await connection.execute(
            text(
                "INSERT INTO audit_entry (at, tag, subject_kind, facts)"
                " VALUES ('2026-03-16 03:00:00+00', 'cli:test:add', 'test', '{}')"
            )
        )

    async with bare.engine.begin() as connection:
        with pytest.raises(DBAPIError, match="append-only"):
            await connection.execute(text(act))
        await connection.rollback()


async def test_tables_made_without_migrations_guard_log_and_roles_too(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path}/club.db")
    async with database.engine.begin() as connection:
        await connection.run_sync(metadata.create_all)
        found = await connection.execute(
            text("SELECT name FROM sqlite_master WHERE type='trigger'")
        )
        assert set(found.scalars()) == {
            "audit_entry_no_update",
            "audit_entry_no_delete",
            "role_grant_never_both_insert",
            "role_grant_never_both_update",
        }
    await database.close()
