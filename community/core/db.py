"""Engine, sessions and the base of all tables, for SQLite and PostgreSQL alike."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import DDL, JSON, BigInteger, DateTime, Enum, Integer, MetaData, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect, make_url
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import (
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
    create_async_engine,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from community.core.clock import DEFAULT_ZONE, Clock
from community.core.crypto import Keyring
from community.core.facts import FactBoard
from community.core.turns import SQLITE_BUSY_SECONDS, take_turns

Helper = TypeVar("Helper")

# What a database that is gone or locked looks like from above.
UNREACHABLE = (OperationalError, InterfaceError, PoolTimeout, OSError)


# A lock for changing a row that lets others go on referring to it (FOR NO KEY UPDATE): an audit
# entry of another transaction, which mentions the same person, need not wait.
TO_CHANGE = {"key_share": True}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC; a naive one is refused where it enters."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive moment cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy's own declaration
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[str]: Json,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            create_constraint=True,
            length=32,
            values_callable=lambda enum: [member.value for member in enum],
        ),
    }


class WithId:
    """An integer key, given by the database."""

    id: Mapped[int] = mapped_column(BigId, primary_key=True)


def normalise_url(url: str) -> str:
    """The address with the async driver named; raises ValueError for another database."""
    parsed = make_url(url)
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    backend = parsed.get_backend_name()
    if backend not in drivers:
        raise ValueError(f"{backend} is not supported")
    return parsed.set(drivername=drivers[backend]).render_as_string(hide_password=False)


def create_engine(url: str, keyring: Keyring) -> AsyncEngine:
    url = normalise_url(url)
    sqlite = url.startswith("sqlite")
    if sqlite:
        _make_room_for(make_url(url).database)
        options: dict[str, Any] = {"connect_args": {"timeout": SQLITE_BUSY_SECONDS}}
    else:
        options = {"pool_size": 10, "max_overflow": 10, "pool_pre_ping": True}
    # Parameters hold names; an error that is logged must not carry them.
    engine = create_async_engine(url, hide_parameters=True, **options)
    engine.sync_engine.dialect.club_keyring = keyring  # type: ignore[attr-defined]
    if sqlite:
        event.listen(engine.sync_engine, "connect", _prepare_sqlite)
        take_turns(engine)
    return engine


def _make_room_for(database: str | None) -> None:
    if database and database != ":memory:":
        Path(database).parent.mkdir(parents=True, exist_ok=True)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late and lose updates; ours begin in `turns`.
    connection.isolation_level = None
    # SQLite's lower() leaves Cyrillic capitals as they are.
    connection.create_function("lower", 1, _lower, deterministic=True)
    cursor = connection.cursor()
    # secure_delete: what was erased is overwritten in the file too, not merely marked as free.
    pragmas = ("journal_mode=WAL", "foreign_keys=ON", "synchronous=NORMAL", "secure_delete=ON")
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _lower(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def guard_by_triggers(table: type[Base], statements: Mapping[str, Sequence[str]]) -> None:
    """Have the database itself refuse what must never be; by dialect. Migrations do the same."""
    for dialect, ddl in statements.items():
        for statement in ddl:
            event.listen(
                table.__table__,
                "after_create",
                DDL(statement).execute_if(dialect=dialect),  # type: ignore[no-untyped-call]
            )


def insert_into(session: AsyncSession, table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows the ON CONFLICT clauses of the session's database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


async def add_many(session: AsyncSession, rows: Sequence[WithId]) -> None:
    """Add rows of one table and flush them by one statement, on either database.

    SQLite returns the ids of many rows in no certain order, and SQLAlchemy therefore asks for each
    alone. So there they are counted on here, as SQLite itself does: who writes is alone. No other
    new rows of the table may wait in the session meanwhile.
    """
    if rows and session.get_bind().dialect.name == "sqlite":
        with session.no_autoflush:
            last = await session.scalar(select(func.max(type(rows[0]).id))) or 0
        for id_, row in enumerate(rows, start=last + 1):
            row.id = id_
    session.add_all(rows)
    await session.flush()


class Database:
    """Hands out sessions. `write` is for use cases, which commit themselves; `read` never writes.

    `zone` is the region's: days and nights are counted by it.

    `wake` is called after a commit that put something into the outbox.
    """

    def __init__(
        self, url: str, keyring: Keyring, clock: Clock, zone: ZoneInfo = DEFAULT_ZONE
    ) -> None:
        self.url = normalise_url(url)
        self.clock = clock
        self.keyring = keyring
        self.engine = create_engine(url, keyring)
        self.facts = FactBoard()
        self._info: dict[Any, Any] = {"clock": clock, "zone": zone, "facts": self.facts}
        self._writers = async_sessionmaker(self.engine, expire_on_commit=False, info=self._info)
        readers = self.engine.execution_options(club_reading=True, postgresql_readonly=True)
        self._readers = async_sessionmaker(readers, expire_on_commit=False, info=self._info)
        self._only: dict[object, Any] = {}

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    def provide(self, name: str, thing: object) -> None:
        """Give use cases a helper of this process, as `session.info[name]`."""
        self._info[name] = thing

    def only(self, kind: Callable[["Database"], Helper]) -> Helper:
        """The one `kind` of this database, made when it is first asked for: what gathers the
        work of many must not exist twice.
        """
        if kind not in self._only:
            self._only[kind] = kind(self)
        helper: Helper = self._only[kind]
        return helper

    def on_outbox(self, wake: Any) -> None:
        """Call `wake()` after each commit that queued a message."""
        self.provide("wake_outbox", wake)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[AsyncSession]:
        async with self._writers() as session:
            yield session

    @asynccontextmanager
    async def read(self) -> AsyncIterator[AsyncSession]:
        async with self._readers() as session:
            yield session

    async def forget_old_pages(self) -> None:
        """Empty SQLite's write-ahead log, where erased values live on until it is written over."""
        if self.is_sqlite:
            async with self.engine.connect() as connection:
                # The driver itself: our own sessions are inside a transaction already.
                driver: Any = (await connection.get_raw_connection()).driver_connection
                await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        await self.engine.dispose()
