"""Looking into a database after an act, and racing acts against each other."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, select

from community.core.db import Base, Database
from community.core.outbox.models import OutboxMessage

Row = TypeVar("Row", bound=Base)
T = TypeVar("T")


async def rows(
    database: Database, table: type[Row], *conditions: ColumnElement[bool]
) -> Sequence[Row]:
    """The rows as they are stored now, in the order they came."""
    query = select(table).where(*conditions).order_by(*table.__table__.primary_key.columns)
    async with database.read() as session:
        return (await session.scalars(query)).all()


async def only(database: Database, table: type[Row], *conditions: ColumnElement[bool]) -> Row:
    """The one row there is."""
    (row,) = await rows(database, table, *conditions)
    return row


async def queued(database: Database, template: str) -> Sequence[OutboxMessage]:
    """Everything ever put into the outbox from this template."""
    return await rows(database, OutboxMessage, OutboxMessage.template == template)


async def recipients(database: Database, template: str) -> list[int]:
    return sorted(row.recipient_id for row in await queued(database, template))


async def race(*acts: Coroutine[Any, Any, T]) -> tuple[list[T], list[BaseException]]:
    """Start all at once; what came out well, and what was raised."""
    outcomes = await asyncio.gather(*acts, return_exceptions=True)
    errors = [outcome for outcome in outcomes if isinstance(outcome, BaseException)]
    return [outcome for outcome in outcomes if not isinstance(outcome, BaseException)], errors
