"""Writes down what was seen, many sightings in one transaction.

Whoever hands one in waits for the commit: nothing is acted on, or explained, that was not saved.
One transaction is under way at a time; what comes meanwhile goes into the next one together, so a
flood of 500 messages a second costs a few transactions, not 500.
"""

import asyncio
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot.group.watch.turnstile import Turnstile
from community.core.db import UNREACHABLE, Database
from community.core.usecase import use_case
from community.membership.people import service as people_service
from moderation.incidents import seeing
from moderation.incidents.sighting import Sighting

log = structlog.get_logger()
_AT_ONCE = 200
_GATHERING_SECONDS = 0.3
_WAITING_AT_MOST = 20_000
_TROUBLE_SECONDS = 2.0
_LAST_SECONDS = 5.0


class TooMuchToWriteError(Exception):
    """The database has been away for so long that what was seen no longer fits into memory."""


@dataclass(slots=True)
class _Waiting:
    sighting: Sighting
    stranger: int | None  # the author's id in the messenger, where the club has not met them
    written: asyncio.Future[int]


class SightingWriter:
    """`turnstile` is where a flooded chat waits: it is shut while a transaction is under way."""

    def __init__(self, database: Database, messenger: str, turnstile: Turnstile) -> None:
        self._database = database
        self._messenger = messenger
        self._turnstile = turnstile
        self._waiting: deque[_Waiting] = deque()
        self._working: asyncio.Task[None] | None = None

    async def write(self, sighting: Sighting, stranger: int | None = None) -> int:
        """The id of the incident that the sighting became part of, once it is saved."""
        if len(self._waiting) >= _WAITING_AT_MOST:
            raise TooMuchToWriteError
        written: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._waiting.append(_Waiting(sighting, stranger, written))
        if self._working is None or self._working.done():
            self._working = asyncio.create_task(self._work())
        return await written

    async def finish(self) -> None:
        """Return when all that was handed in is saved; a database that is away is given up."""
        if self._working is not None:
            _, late = await asyncio.wait({self._working}, timeout=_LAST_SECONDS)
            for task in late:
                task.cancel()

    async def _work(self) -> None:
        while self._waiting:
            await self._gather_more()
            batch = [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]
            try:
                await self._save_when_possible(batch)
            except Exception:  # noqa: BLE001  one that cannot be written must not take the rest along
                for one in batch:
                    await self._save_alone(one)

    async def _gather_more(self) -> None:
        """Of a flood a whole batch, so that its transactions are few and far between."""
        deadline = time.monotonic() + _GATHERING_SECONDS
        while len(self._waiting) < _AT_ONCE and self._turnstile.somebody_waits:
            if time.monotonic() >= deadline:
                return
            await asyncio.sleep(0)

    async def _save_when_possible(self, batch: Sequence[_Waiting]) -> None:
        """A database that is away is waited for."""
        while True:
            try:
                ids = await self._save(batch)
            except UNREACHABLE as error:
                log.warning("watch_waits_for_database", error=type(error).__name__)
                await asyncio.sleep(_TROUBLE_SECONDS)
            else:
                for one, incident_id in zip(batch, ids, strict=True):
                    if not one.written.done():  # its handler may have been cancelled
                        one.written.set_result(incident_id)
                return

    async def _save_alone(self, one: _Waiting) -> None:
        try:
            await self._save_when_possible([one])
        except Exception as error:  # noqa: BLE001  told to whoever waits for it
            if not one.written.done():
                one.written.set_exception(error)

    async def _save(self, batch: Sequence[_Waiting]) -> Sequence[int]:
        with self._turnstile.shut():
            async with self._database.write() as session:
                return await _note(session, self._messenger, batch)


@use_case
async def _note(session: AsyncSession, messenger: str, batch: Sequence[_Waiting]) -> Sequence[int]:
    """The incidents' ids, in the order of the batch."""
    met: dict[int, int] = {}
    sightings = []
    for one in batch:
        sighting, stranger = one.sighting, one.stranger
        if stranger is not None:
            if stranger not in met:
                account = await people_service.meet(session, messenger, str(stranger), speaks=False)
                met[stranger] = account.id
            sighting = replace(sighting, account_id=met[stranger])
        sightings.append(sighting)
    return await seeing.note(session, sightings)
