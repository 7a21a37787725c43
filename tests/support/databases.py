"""Databases for tests, on SQLite and on PostgreSQL: migrated once, put back before each test.

Most tests share one database of each kind, whose engine stays warm: a new one
would compile every statement anew. Tests that change tables or need files ask for their own.
"""

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg

from community.core.clock import DEFAULT_ZONE, ManualClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.core.facts import FactBoard
from deploy import schema
from deploy.assembly import wire_facts
from tests.support.factories import Region

SECRET = "a secret of the tests that is long enough to pass"
# A Monday morning in Tomsk; far from midnight, month's end and holidays.
START = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)


def open_database(url: str) -> Database:
    database = Database(url, Keyring([SECRET]), ManualClock(START))
    wire_facts(database)
    return database


def _as_just_opened(database: Database) -> None:
    """Time begins anew, and nobody listens but the domain itself."""
    database.clock, database.facts = ManualClock(START), FactBoard()
    database._info.clear()
    database._info.update(clock=database.clock, zone=DEFAULT_ZONE, facts=database.facts)
    wire_facts(database)


class SqliteMaker:
    """Copies a migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"
        self._planted = folder / "region.db"
        self._shared = folder / "shared.db"

    async def prepare(self) -> None:
        database = open_database(f"sqlite:///{self._template}")
        await schema.upgrade(database.engine)
        await database.close()
        shutil.copy(self._template, self._planted)
        database = open_database(f"sqlite:///{self._planted}")
        await Region.create(database)
        await database.close()
        self._database = open_database(f"sqlite:///{self._shared}")

    async def close(self) -> None:
        await self._database.close()

    async def emptied(self) -> Database:
        """The shared database, as it was migrated."""
        return self._restored(self._template)

    async def region(self) -> Region:
        """The shared database with what every region starts with."""
        return await Region.found(self._restored(self._planted))

    def _restored(self, file: Path) -> Database:
        with (
            closing(sqlite3.connect(file)) as source,
            closing(sqlite3.connect(self._shared)) as shared,
        ):
            source.backup(shared)
        _as_just_opened(self._database)
        return self._database

    async def fresh(self) -> AsyncIterator[Database]:
        """A database of one's own."""
        path = self._folder / f"{uuid4().hex}.db"
        shutil.copy(self._template, path)
        database = open_database(f"sqlite:///{path}")
        yield database
        await database.close()
        for file in self._folder.glob(f"{path.name}*"):
            file.unlink()


class PostgresMaker:
    """Clones a migrated template database."""

    def __init__(self, server: str) -> None:
        self._server = server

    async def prepare(self) -> None:
        await self._execute("CREATE DATABASE club_template")
        database = open_database(f"{self._server}/club_template")
        await schema.upgrade(database.engine)
        await database.close()
        await self._execute("CREATE DATABASE club_shared TEMPLATE club_template")
        self._database = open_database(f"{self._server}/club_shared")
        self._cleaner = await asyncpg.connect(f"{self._server}/club_shared")
        self._sweep = await _sweep_of(self._cleaner)
        await Region.create(self._database)
        self._plant = await _copy_of(self._cleaner)

    async def close(self) -> None:
        await self._cleaner.close()
        await self._database.close()

    async def emptied(self) -> Database:
        """The shared database, as it was migrated."""
        await self._cleaner.execute(self._sweep)
        _as_just_opened(self._database)
        return self._database

    async def region(self) -> Region:
        """The shared database with what every region starts with."""
        await self._cleaner.execute(self._sweep + self._plant)
        _as_just_opened(self._database)
        return await Region.found(self._database)

    async def fresh(self) -> AsyncIterator[Database]:
        """A database of one's own."""
        name = f"club_{uuid4().hex}"
        await self._execute(f"CREATE DATABASE {name} TEMPLATE club_template")
        database = open_database(f"{self._server}/{name}")
        yield database
        await database.close()
        await self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(f"{self._server}/postgres")
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


async def _tables(connection: asyncpg.Connection) -> list[str]:
    found = await connection.fetch(
        "SELECT tablename FROM pg_tables"
        " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
    )
    return [row["tablename"] for row in found]


async def _sweep_of(connection: asyncpg.Connection) -> str:
    """Statements that empty every table and count ids from one again.

    TRUNCATE makes new files for each table and index; few rows are deleted ten times faster. The
    role `replica` passes over foreign keys and over the trigger that guards the log.
    """
    sequences = await connection.fetch("SELECT sequencename FROM pg_sequences")
    return ";".join(
        [
            "SET lock_timeout = '10s'",
            "SET session_replication_role = replica",
            *(f'DELETE FROM "{table}"' for table in await _tables(connection)),
            *(f"SELECT setval('{row['sequencename']}', 1, false)" for row in sequences),
            "",
        ]
    )


async def _copy_of(connection: asyncpg.Connection) -> str:
    """Statements that put back all rows and counts that the database holds at this moment."""
    tables = await _tables(connection)
    await connection.execute("CREATE SCHEMA planted")
    for table in tables:
        await connection.execute(f'CREATE TABLE planted."{table}" AS TABLE public."{table}"')
    sequences = await connection.fetch(
        "SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL"
    )
    return ";".join(
        [
            *(f'INSERT INTO "{table}" SELECT * FROM planted."{table}"' for table in tables),
            *(f"SELECT setval('{row[0]}', {row[1]})" for row in sequences),
        ]
    )
