"""`club db`: tables, backups, export."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import typer
from sqlalchemy.ext.asyncio import AsyncConnection

from community.core.db import Database
from community.core.settings import Settings
from deploy import archive, assembly, schema
from deploy.assembly import opened, require_current
from deploy.errors import CommandError
from deploy.export import export_tables
from deploy.safety_copy import safety_copy
from deploy.secret import names_are_readable, place_of_secret


async def upgrade(settings: Settings) -> None:
    async with opened(settings) as installation:
        await assembly.upgrade(installation)
    typer.echo("The database is up to date.")


async def backup(settings: Settings, file: Path) -> None:
    """One moment of the whole database in one file."""
    _require_new(file)
    async with opened(settings) as installation:
        revision = await schema.revision(installation.database.engine)
        if revision is None:
            raise CommandError("The database is empty: there is nothing to back up.")
        async with _one_moment(installation.database) as connection:
            counts = await connection.run_sync(archive.write, revision, file)
    typer.echo(f"{file}: {sum(counts.values())} rows.")
    typer.echo(
        f"Names in it open only with the secret key ({place_of_secret(settings)}):"
        " keep that too, in another place.",
        err=True,
    )


async def restore(settings: Settings, file: Path, *, force: bool) -> None:
    """Fill the database with a backup, then migrate it to this version's tables."""
    revision, counts = _head_of(file)
    async with opened(settings) as installation:
        database = installation.database
        if await _is_used(database) and not force:
            raise CommandError(
                "The database already holds people. --force replaces everything in it."
            )
        copy = await safety_copy(database)
        await schema.downgrade(database.engine)
        await schema.upgrade(database.engine, revision)
        async with database.engine.begin() as connection:
            await connection.run_sync(archive.read_into, file)
        await assembly.upgrade(installation)
        readable = await names_are_readable(database)
    typer.echo(f"Restored: {sum(counts.values())} rows.")
    if copy:
        typer.echo(f"What was there before lies in {copy}.", err=True)
    if not readable:
        raise CommandError(
            "Names cannot be read: this backup was made under another key."
            " Add that key to CLUB_SECRET_KEY, after a comma."
        )


def _require_new(file: Path) -> None:
    if file.exists():
        raise CommandError(f"{file} is there already; choose another name.")


def _make_empty(folder: Path) -> None:
    if folder.exists() and any(folder.iterdir()):
        raise CommandError(f"{folder} is not empty; choose another folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def _head_of(file: Path) -> tuple[str, dict[str, int]]:
    try:
        revision, counts = archive.read_head(file)
    except archive.ArchiveError:
        raise CommandError(f"{file} is no backup of a club.") from None
    if revision not in schema.known_revisions():
        raise CommandError(f"{file} was made by a newer version of the club; update first.")
    return revision, counts


async def _is_used(database: Database) -> bool:
    """Districts and documents alone are what every database begins with."""
    if await schema.revision(database.engine) is None:
        return False
    async with database.engine.connect() as connection:
        return bool(await connection.run_sync(archive.has_people))


async def export(settings: Settings, folder: Path) -> None:
    """CSV files with readable names, for leaving with everything."""
    _make_empty(folder)
    async with opened(settings) as installation:
        await require_current(installation)
        async with _one_moment(installation.database) as connection:
            counts = await connection.run_sync(export_tables, folder)
    typer.echo(f"{folder}: {len(counts)} tables, {sum(counts.values())} rows.")
    typer.echo("Names are readable in these files: guard them as you guard the key.", err=True)


@asynccontextmanager
async def _one_moment(database: Database) -> AsyncIterator[AsyncConnection]:
    """A connection that sees the database as it is now, whatever others write meanwhile."""
    options = (
        {"club_reading": True}
        if database.is_sqlite
        else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    )
    async with database.engine.execution_options(**options).connect() as connection:
        yield connection
