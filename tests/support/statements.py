"""How often a database is asked: cost that does not depend on the machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from community.core.db import Database


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """The statements sent within the block; many rows handed to one statement count once."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: Any) -> None:
        statements.append(statement)

    engine = database.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
