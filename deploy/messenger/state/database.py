"""One SQLite file under the records: written behind, once a request."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path

SCHEMA = """
create table if not exists records (
    kind text not null, key text not null, body text not null, primary key (kind, key)
) strict, without rowid
"""


class Database:
    """synchronous=OFF: a killed process loses nothing that was flushed; only a power cut may."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute("pragma journal_mode=wal")
        self._connection.execute("pragma synchronous=off")
        self._connection.execute(SCHEMA)

    def load(self) -> Iterator[tuple[str, str]]:
        """Kind and JSON body of every record, in the order of writing within a chat."""
        yield from self._connection.execute(
            "select kind, body from records order by kind, length(key), key"
        )

    def write(self, changes: Iterable[tuple[str, str, str | None]]) -> None:
        """Kind, key and body of each change (body None: the record is gone), all or nothing."""
        self._connection.execute("begin immediate")
        for kind, key, body in changes:
            if body is None:
                self._connection.execute(
                    "delete from records where kind = ? and key = ?", (kind, key)
                )
            else:
                self._connection.execute(
                    "insert or replace into records values (?, ?, ?)", (kind, key, body)
                )
        self._connection.execute("commit")

    def clear(self) -> None:
        self._connection.execute("delete from records")

    def close(self) -> None:
        self._connection.close()
