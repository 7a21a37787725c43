"""Writers of one SQLite file take turns in the order in which they came.

SQLite has one writer at a time, and whoever comes second polls with growing pauses, up to a tenth
of a second each: under load some wait long while others pass them. So the writers of this process
wait for each other here; with those of another process SQLite still arbitrates.
"""

import asyncio
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import await_only

SQLITE_BUSY_SECONDS = 15.0
_TURN = "club_turn"


def take_turns(engine: AsyncEngine) -> None:
    """Begin transactions so that no two read the same row and then both write it.

    A writer takes SQLite's lock at once and keeps its turn until the transaction ends, in whatever
    way. Who waits longer than SQLite would let them gets TimeoutError.
    """
    turn = asyncio.Lock()
    sync = engine.sync_engine

    @event.listens_for(sync, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("club_reading", False):
            connection.exec_driver_sql("BEGIN")
            return
        await_only(_wait_for(turn))
        connection.info[_TURN] = turn
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            _give_up(connection.info)
            raise

    @event.listens_for(sync, "commit")
    @event.listens_for(sync, "rollback")
    def end(connection: Connection) -> None:
        if not connection.invalidated:  # then `break_down` has seen to it
            _give_up(connection.info)

    # A connection that broke down ends its transaction in none of these ways.
    @event.listens_for(sync, "checkin")
    @event.listens_for(sync, "close")
    def leave(_connection: Any, record: Any) -> None:
        _give_up(record.info)

    @event.listens_for(sync, "invalidate")
    def break_down(_connection: Any, record: Any, _error: Any) -> None:
        _give_up(record.info)


async def _wait_for(turn: asyncio.Lock) -> None:
    async with asyncio.timeout(SQLITE_BUSY_SECONDS):
        await turn.acquire()


def _give_up(info: dict[Any, Any]) -> None:
    if (turn := info.pop(_TURN, None)) is not None:
        turn.release()
