"""Fresh databases for tests: migrated once, then copied, on SQLite and on PostgreSQL."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg

from community.core.clock import ManualClock
from community.core.crypto import Keyring
from community.core.db import Database
from deploy import schema
from deploy.assembly import wire_facts

SECRET = "a secret of the tests that is long enough to pass"
# A Monday morning in Tomsk; far from midnight, month's end and holidays.
START = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)


def open_database(url: str) -> Database:
    database = Database(url, Keyring([SECRET]), ManualClock(START))
    wire_facts(database)
    return database


class SqliteMaker:
    """Copies a migrated file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._template = folder / "template.db"

    async def prepare(self) -> None:
        database = open_database(f"sqlite:///{self._template}")
        await schema.upgrade(database.engine)
        await database.close()

    async def fresh(self) -> AsyncIterator[Database]:
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

    async def fresh(self) -> AsyncIterator[Database]:
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
