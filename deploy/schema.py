"""Bringing a database to the newest tables, or checking that it is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Table
from sqlalchemy.ext.asyncio import AsyncEngine

from deploy.tables import metadata, to_compare

_MIGRATIONS = Path(__file__).parent / "migrations"


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


def all_tables() -> list[Table]:
    """Every table of the installation, each after those it refers to."""
    return list(metadata.sorted_tables)


async def upgrade(engine: AsyncEngine, revision: str = "head") -> None:
    await _run(engine, lambda config: command.upgrade(config, revision))


async def downgrade(engine: AsyncEngine, revision: str = "base") -> None:
    await _run(engine, lambda config: command.downgrade(config, revision))


async def new_revision(engine: AsyncEngine, message: str, number: str) -> None:
    """Write the difference between models and migrations as a new step (for developers)."""
    await _run(
        engine,
        lambda config: command.revision(config, message, autogenerate=True, rev_id=number),
    )


async def _run(engine: AsyncEngine, step: Callable[[Config], Any]) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(lambda sync: step(_config(sync)))
        await connection.commit()


async def differences(engine: AsyncEngine) -> list[Any]:
    """What the models have and the database lacks, or the other way round."""

    def compare(connection: Connection) -> list[Any]:
        options = {"compare_type": True, "include_name": to_compare}
        context = MigrationContext.configure(connection, opts=options)
        return list(compare_metadata(context, metadata))

    async with engine.connect() as connection:
        return await connection.run_sync(compare)


async def revision(engine: AsyncEngine) -> str | None:
    """The last migration that was run; None for a database that is empty."""

    def read(connection: Connection) -> str | None:
        return MigrationContext.configure(connection).get_current_revision()

    async with engine.connect() as connection:
        return await connection.run_sync(read)


async def is_current(engine: AsyncEngine) -> bool:
    """Whether every migration has been run."""
    return await revision(engine) == newest_revision()


def newest_revision() -> str | None:
    return ScriptDirectory(str(_MIGRATIONS)).get_current_head()


def known_revisions() -> set[str]:
    return {step.revision for step in ScriptDirectory(str(_MIGRATIONS)).walk_revisions()}
