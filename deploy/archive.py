"""A backup that SQLite and PostgreSQL both write and read: a zip of tables, a JSON row a line.

Values are as the database holds them, so what is encrypted stays encrypted. Tables are looked up in
the database, not in the models: a backup made by an older version is restored as it was and then
migrated (see docs/decisions/005-portable-backups.md).
"""

import base64
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, DateTime, LargeBinary, MetaData, Table, func, select
from sqlalchemy.types import Date, TypeEngine

from deploy.tables import is_derived

VERSION_TABLE = "alembic_version"
_HEAD = "backup.json"
_BATCH = 1_000

Row = dict[str, Any]


class ArchiveError(Exception):
    """The file is no backup of a club."""


def tables_of(connection: Connection) -> list[Table]:
    """Every table of the database, each after those it refers to."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not is_derived(name))
    for table in metadata.tables.values():
        for column in table.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True  # NULL comes back as NULL, not as JSON's null
    return [table for table in metadata.sorted_tables if table.name != VERSION_TABLE]


def write(connection: Connection, revision: str, file: Path) -> dict[str, int]:
    """Write every row; returns how many there were by table.

    The connection must see one moment throughout: a snapshot of the whole database.
    """
    counts: dict[str, int] = {}
    with zipfile.ZipFile(file, "x", zipfile.ZIP_DEFLATED) as archive:
        for table in tables_of(connection):
            with archive.open(f"{table.name}.jsonl", "w") as target:
                counts[table.name] = _write_rows(connection, table, target.write)
        archive.writestr(_HEAD, json.dumps({"revision": revision, "rows": counts}))
    file.chmod(0o600)
    return counts


def _write_rows(connection: Connection, table: Table, write: Callable[[bytes], object]) -> int:
    count = 0
    for row in connection.execution_options(yield_per=_BATCH).execute(select(table)).mappings():
        line = {name: _plain(value) for name, value in row.items()}
        write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def read_head(file: Path) -> tuple[str, dict[str, int]]:
    """The revision of the tables and the count of rows by table. Raises ArchiveError."""
    try:
        with zipfile.ZipFile(file) as archive:
            head = json.loads(archive.read(_HEAD))
        return str(head["revision"]), dict(head["rows"])
    except (zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ArchiveError from error


def read_into(connection: Connection, file: Path) -> None:
    """Put every row of the backup into the empty tables of its own revision."""
    with zipfile.ZipFile(file) as archive:
        for table in tables_of(connection):
            with archive.open(f"{table.name}.jsonl") as source:
                rows = (_typed(table, json.loads(line)) for line in io.TextIOWrapper(source))
                for batch in _batches(_after_what_they_name(table, rows)):
                    connection.execute(table.insert(), batch)
    continue_numbering(connection)


def _typed(table: Table, row: Row) -> Row:
    return {name: _value(table.columns[name].type, value) for name, value in row.items()}


def _value(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(kind, DateTime):
        moment = datetime.fromisoformat(value)
        return moment if kind.timezone else moment.replace(tzinfo=None)
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    return base64.b64decode(value) if isinstance(kind, LargeBinary) else value


def _after_what_they_name(table: Table, rows: Iterator[Row]) -> Iterator[Row]:
    """Rows that refer to rows of their own table come after those."""
    own = [key.parent.name for key in table.foreign_keys if key.column.table is table]
    if not own:
        yield from rows
        return
    waiting, placed = list(rows), set[Any]()
    while waiting:
        ready = [row for row in waiting if all(row[c] is None or row[c] in placed for c in own)]
        if not ready:
            raise ArchiveError
        yield from ready
        placed.update(row["id"] for row in ready)
        waiting = [row for row in waiting if row["id"] not in placed]


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def continue_numbering(connection: Connection) -> None:
    """After rows that brought their own ids: PostgreSQL must be told where they end."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables_of(connection):
        if "id" in table.columns:
            highest = connection.scalar(select(func.max(table.columns["id"])))
            sequence = func.pg_get_serial_sequence(table.name, "id")
            if highest is not None:
                connection.execute(select(func.setval(sequence, highest)))


def has_people(connection: Connection) -> bool:
    person = next((table for table in tables_of(connection) if table.name == "person"), None)
    return person is not None and connection.execute(select(person).limit(1)).first() is not None
