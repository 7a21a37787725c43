"""A messenger that writes down what it was given, and fails as told."""

from collections.abc import Callable, Iterable
from datetime import timedelta

from community.core.clock import ManualClock
from community.core.db import Database
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.service import Recipient, enqueue, enqueue_many
from community.core.outbox.worker import Done, OutboxWorker, Outcome
from community.core.usecase import use_case

SENT = Done(State.SENT, sent_ref="1:1")
enqueue_one = use_case(enqueue)
enqueue_all = use_case(enqueue_many)


class RecordingTransport:
    """Delivers everything unless `answers` says otherwise; `delivered` holds the keys in order."""

    def __init__(self, answers: Callable[[OutboxMessage], Outcome] = lambda _message: SENT) -> None:
        self.delivered: list[str] = []
        self.answers = answers

    async def deliver(self, message: OutboxMessage) -> Outcome:
        outcome = self.answers(message)
        if outcome == SENT:
            self.delivered.append(about(message))
        return outcome


def about(message: OutboxMessage) -> str:
    """What the message was queued as, without template and recipient."""
    return message.unique_key.split(":")[1]


async def put(database: Database, recipient: Recipient, key: str, **options: object) -> None:
    async with database.write() as session:
        await enqueue_one(session, recipient, "note", key=key, **options)


async def put_many(database: Database, recipients: Iterable[Recipient], key: str) -> None:
    async with database.write() as session:
        await enqueue_all(session, recipients, "announcement", key=key)


async def send_all(worker: OutboxWorker) -> int:
    """Batch after batch until nothing is due; how many were claimed."""
    total = 0
    while claimed := await worker.send_batch():
        total += claimed
    return total


def advance(database: Database, step: timedelta) -> None:
    assert isinstance(database.clock, ManualClock)
    database.clock.advance(step)
