"""A database as a thief would read it: the bytes of the file, or every row without the key."""

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from community.core.db import Database
from deploy.tables import metadata


async def raw_bytes(database: Database) -> bytes:
    """All that is stored, undecrypted: SQLite's file with its log, or a dump of PostgreSQL."""
    if database.is_sqlite:
        path = Path(make_url(database.url).database or "")
        return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))
    dump: list[str] = []
    async with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            # As text, the way pg_dump writes rows; encrypted columns come out as hexadecimal.
            found = await connection.execute(text(f'SELECT t::text FROM "{table.name}" t'))
            dump.extend(found.scalars())
    return "\n".join(dump).encode()


async def found_in_clear(database: Database, planted: list[str]) -> list[str]:
    """Which of the planted words lie open; also as the hexadecimal of their bytes."""
    stored = await raw_bytes(database)
    return [
        word
        for word in planted
        if word.encode() in stored or word.encode().hex().encode() in stored
    ]
