"""Encrypting everything anew with the current key, so that an old one can be thrown away.

What was hashed beside its encrypted original is hashed anew. Hashes without an original (log-in
links, signed-in browsers) cannot be, so those are dropped: people log in once more.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    RowMapping,
    Table,
    bindparam,
    select,
    text,
    tuple_,
    update,
)
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.audit import APPEND_ONLY, AuditEntry
from community.core.crypto import BlindIndex, EncryptedJson, EncryptedText
from community.core.usecase import use_case
from community.membership.people.service import reindex_names
from community.membership.sign_in.service import sign_everybody_out
from deploy.schema import all_tables

_BATCH = 500


@use_case
async def rotate_key(session: AsyncSession) -> int:
    """Write every encrypted value under the current key; returns how many rows were touched."""
    await sign_everybody_out(session)
    connection = await session.connection()
    touched = await connection.run_sync(_encrypt_anew)
    await reindex_names(session)
    return touched


def _encrypt_anew(connection: Connection) -> int:
    with _audit_log_writable(connection):
        return sum(_rewrite(connection, table) for table in all_tables() if _encrypted(table))


def _encrypted(table: Table) -> list[Column[Any]]:
    return [c for c in table.columns if isinstance(c.type, EncryptedText | EncryptedJson)]


def _hash_beside(column: Column[Any]) -> Column[Any] | None:
    """By custom the hash of `code` stands in `code_hash`."""
    twin = column.table.columns.get(f"{column.name}_hash")
    return twin if twin is not None and isinstance(twin.type, BlindIndex) else None


def _rewrite(connection: Connection, table: Table) -> int:
    keys, columns = list(table.primary_key.columns), _encrypted(table)
    hashes = {c.name: twin.name for c in columns if (twin := _hash_beside(c)) is not None}
    written = [*(column.name for column in columns), *hashes.values()]
    statement = (
        update(table)
        .where(*(key == bindparam(f"key_{key.name}") for key in keys))
        .values({name: bindparam(f"{name}_") for name in written})
    )
    found = connection.execute(select(*keys)).all()
    for batch in _batches(found):
        named = tuple_(*keys).in_([tuple(row) for row in batch])
        rows = connection.execute(select(*keys, *columns).where(named)).mappings()
        connection.execute(statement, [_values(row, keys, columns, hashes) for row in rows])
    return len(found)


def _values(
    row: RowMapping,
    keys: list[Column[Any]],
    columns: list[Column[Any]],
    hashes: dict[str, str],
) -> dict[str, Any]:
    values = {f"key_{key.name}": row[key.name] for key in keys}
    values |= {f"{column.name}_": row[column.name] for column in columns}
    return values | {f"{twin}_": row[name] for name, twin in hashes.items()}


def _batches(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(keys), _BATCH):
        yield keys[start : start + _BATCH]


@contextmanager
def _audit_log_writable(connection: Connection) -> Iterator[None]:
    """The log refuses changes, even this one, which changes nothing that can be read in it."""
    table, dialect = AuditEntry.__tablename__, connection.dialect.name
    if dialect == "postgresql":
        connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        yield
        connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
        return
    for verb in ("update", "delete"):
        connection.execute(text(f"DROP TRIGGER {table}_no_{verb}"))
    yield
    for statement in APPEND_ONLY[dialect]:
        connection.execute(text(statement))
