"""The loop that empties the outbox through whatever transport it is given."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

import structlog
from sqlalchemy.exc import SQLAlchemyError

from community.core.db import Database
from community.core.outbox import service
from community.core.outbox.models import OutboxMessage, State

log = structlog.get_logger()

_BATCH = 30  # about one second of sending: a signal waits no longer than this behind a broadcast
_IDLE_SECONDS = 1.0
_TROUBLE_SECONDS = 2.0
_MARK_TRIES = 30  # about as long as the lease holds


@dataclass(frozen=True)
class Done:
    """A final result."""

    state: State
    error: str | None = None
    sent_ref: str | None = None


@dataclass(frozen=True)
class Later:
    """Try again; `counts` is False where the message itself is not to blame."""

    error: str
    after: timedelta | None = None
    counts: bool = True


@dataclass(frozen=True)
class OtherWay:
    """It cannot go as it was to go: by e-mail instead, or through the messenger after all."""

    by_mail: bool


Outcome = Done | Later | OtherWay
SKIPPED = Done(State.SKIPPED)


class Transport(Protocol):
    async def deliver(self, message: OutboxMessage) -> Outcome:
        """Ask whether the message is still true, render it, send it."""
        ...


class OutboxWorker:
    """Sends what is due until stopped. Several workers may share one PostgreSQL database.

    `by_mail` and `batch`: whoever sends letters alone takes few at a time, and a mail server that
    does not answer holds nothing else up.
    """

    def __init__(
        self,
        database: Database,
        transport: Transport,
        *,
        by_mail: bool | None = None,
        batch: int = _BATCH,
    ) -> None:
        self._database = database
        self._transport = transport
        self._by_mail = by_mail
        self._batch = batch
        self._low_water = batch // 2  # still on their way when the next batch is claimed
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        self._woken.set()

    def stop(self) -> None:
        """End after the batch in hand, so that nothing sent stays unmarked."""
        self._stopping = True
        self.wake()

    async def run(self) -> None:
        """Work until stopped or cancelled; a database that is away is waited for.

        The next batch is claimed while the last of the former are still on their way, so that a
        broadcast never pauses between batches.
        """
        sending: set[asyncio.Task[None]] = set()
        try:
            while not self._stopping:
                if len(sending) <= self._low_water:
                    claimed = await self._claim_when_possible()
                    sending |= {asyncio.create_task(self._send(message)) for message in claimed}
                await self._until_something_happens(sending)
                sending = {task for task in sending if not task.done()}
            await asyncio.gather(*sending)
        except asyncio.CancelledError:
            for task in sending:
                task.cancel()
            raise

    async def _claim_when_possible(self) -> Sequence[OutboxMessage]:
        while not self._stopping:
            try:
                return await self._claim()
            except (SQLAlchemyError, OSError) as error:
                log.warning("outbox_waits_for_database", error=type(error).__name__)
                await asyncio.sleep(_TROUBLE_SECONDS)
        return ()

    async def _claim(self) -> Sequence[OutboxMessage]:
        async with self._database.write() as session:
            return await service.claim(session, self._batch, by_mail=self._by_mail)

    async def _until_something_happens(self, sending: set[asyncio.Task[None]]) -> None:
        """A message is through, something new was queued, or it is time to look again."""
        woken = asyncio.create_task(self._woken.wait())
        await asyncio.wait(
            {woken, *sending}, timeout=_IDLE_SECONDS, return_when=asyncio.FIRST_COMPLETED
        )
        woken.cancel()
        self._woken.clear()

    async def send_batch(self) -> int:
        """Claim one batch and see it through; returns how many messages it had."""
        messages = await self._claim()
        async with asyncio.TaskGroup() as group:
            for message in messages:
                group.create_task(self._send(message))
        return len(messages)

    async def _send(self, message: OutboxMessage) -> None:
        outcome = await self._outcome(message)
        for _ in range(_MARK_TRIES):
            try:
                await self._mark(message, outcome)
            except (SQLAlchemyError, OSError) as error:
                # What was sent is known here alone: wait for the database, or it is sent again.
                log.warning("outbox_mark_failed", outbox_id=message.id, error=type(error).__name__)
                await asyncio.sleep(_TROUBLE_SECONDS)
            else:
                return
        # The lease runs out and the row is tried again: twice is better than never.

    async def _outcome(self, message: OutboxMessage) -> Outcome:
        try:
            return await self._transport.deliver(message)
        except Exception as error:  # noqa: BLE001  one bad row must not stop the rest
            log.error(  # noqa: TRY400  a traceback may hold a person's words
                "outbox_delivery_broke",
                outbox_id=message.id,
                template=message.template,
                error=type(error).__name__,
            )
            return Later(type(error).__name__)

    async def _mark(self, message: OutboxMessage, outcome: Outcome) -> None:
        async with self._database.write() as session:
            if isinstance(outcome, Done):
                await service.finish(
                    session,
                    message.id,
                    outcome.state,
                    error=outcome.error,
                    sent_ref=outcome.sent_ref,
                )
            elif isinstance(outcome, OtherWay):
                await service.turn_to(session, message.id, by_mail=outcome.by_mail)
            else:
                await service.postpone(
                    session,
                    message.id,
                    outcome.error,
                    after=outcome.after,
                    counts=outcome.counts,
                )
