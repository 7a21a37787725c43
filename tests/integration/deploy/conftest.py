"""Installations for tests: settings of a fresh database, in a folder of their own."""

import logging
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from community.core.db import Database
from community.core.settings import Settings, load_settings
from tests.support.databases import SECRET, PostgresMaker, SqliteMaker


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`var/` and `.env` are looked for in the current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(autouse=True)
def logs_as_they_were() -> Iterator[None]:
    """A command sets the logs of its process up; here that process is everybody's."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def settings(database: Database) -> Settings:
    return settings_of(database)


def settings_of(database: Database) -> Settings:
    return load_settings(database_url=database.url, secret_key=SECRET)


@pytest.fixture(params=["sqlite", "postgres"])
async def elsewhere(
    request: pytest.FixtureRequest, sqlite_maker: SqliteMaker, postgres_maker: PostgresMaker
) -> AsyncIterator[Database]:
    """A second empty database, of either kind."""
    maker = sqlite_maker if request.param == "sqlite" else postgres_maker
    async for fresh in maker.fresh():
        yield fresh
