"""Everything the club holds as CSV files, decrypted: a region may leave with all of it."""

import csv
import json
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Connection, Date, Enum, Integer, Table, select

from community.core.crypto import BlindIndex, EncryptedJson
from community.core.db import Base, UtcDateTime
from community.core.sheets import no_formula
from deploy.schema import all_tables

_BATCH = 1_000
_README = "README.md"

_KINDS: tuple[tuple[Any, str], ...] = (
    (Boolean, "True or False"),
    (Integer, "number"),
    (UtcDateTime, "moment"),
    (Date, "day"),
    ((JSON, EncryptedJson), "JSON"),
)

_INTRODUCTION = """# Export of the club

Every table is one CSV file in UTF-8: a line of headings, then a line a row. Moments are in UTC by
ISO 8601, an empty field means that there is no value, lists and objects are JSON. A text that a
spreadsheet would take for a formula has an apostrophe before it.

**Names and the members' own words are readable here.** Keep the folder where only those who may
see them can look, and delete it when it has served its purpose.
"""


def export_tables(connection: Connection, folder: Path) -> dict[str, int]:
    """Write the files into an existing empty folder; returns the count of rows by table."""
    tables = all_tables()
    counts = {table.name: _export(connection, table, folder) for table in tables}
    (folder / _README).write_text(_readme(tables, counts), encoding="utf-8")
    return counts


def readable_columns(table: Table) -> list[Column[Any]]:
    """Keyed hashes are left out: they stand beside what they were made of, and mean nothing."""
    return [column for column in table.columns if not isinstance(column.type, BlindIndex)]


def _export(connection: Connection, table: Table, folder: Path) -> int:
    columns = readable_columns(table)
    query = select(*columns).order_by(*table.primary_key.columns)
    rows = connection.execution_options(yield_per=_BATCH).execute(query)
    count = 0
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.name for column in columns])
        for row in rows:
            writer.writerow([_plain(value) for value in row])
            count += 1
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str):
        return no_formula(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value


def _readme(tables: Iterable[Table], counts: dict[str, int]) -> str:
    purposes = {mapper.local_table: mapper.class_.__doc__ for mapper in Base.registry.mappers}
    parts = [_INTRODUCTION]
    for table in tables:
        parts.append(f"## {table.name}.csv — rows: {counts[table.name]}\n")
        if purpose := purposes.get(table):
            parts.append(f"{purpose.strip().splitlines()[0]}\n")
        parts.extend(f"- `{column.name}`: {_meaning(column)}" for column in readable_columns(table))
        parts.append("")
    return "\n".join(parts)


def _meaning(column: Column[Any]) -> str:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return f"names a row of `{key.column.table.name}`"
    kind = column.type
    if isinstance(kind, Enum):
        return f"one of {', '.join(kind.enums)}"
    return next((words for types, words in _KINDS if isinstance(kind, types)), "text")
