"""A copy of the SQLite file before its tables change: a way back (feature 101)."""

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import structlog
from sqlalchemy.engine import make_url

from community.core.db import Database
from deploy import schema

log = structlog.get_logger()


async def safety_copy(database: Database) -> Path | None:
    """Copy beside the original; None where there is nothing yet, or PostgreSQL keeps the data.

    PostgreSQL changes its tables inside one transaction and has backups of its own.
    """
    name = make_url(database.url).database if database.is_sqlite else None
    if not name or await schema.revision(database.engine) is None:
        return None
    copy = Path(f"{name}.until-{database.clock.now():%Y%m%d-%H%M%S}")
    await asyncio.to_thread(_copy, Path(name), copy)
    log.info("database_copied", file=copy.name)
    return copy


def _copy(source: Path, target: Path) -> None:
    """SQLite's own backup: whole even while somebody writes."""
    with closing(sqlite3.connect(source)) as original, closing(sqlite3.connect(target)) as copy:
        original.backup(copy)
    target.chmod(0o600)
