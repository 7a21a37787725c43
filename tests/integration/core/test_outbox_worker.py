"""The loop that sends: each row once, whatever the messenger, the database or a kill does."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest
from sqlalchemy.exc import InterfaceError
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.db import Database
from community.core.outbox import worker as worker_module
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.service import LEASE, to_person
from community.core.outbox.worker import SKIPPED, Done, Later, OutboxWorker, Outcome
from tests.support.looking import only, rows
from tests.support.transport import (
    SENT,
    RecordingTransport,
    about,
    advance,
    put,
    put_many,
    send_all,
)

FAMILIES, SENT_BEFORE_THE_KILL = 283, 140


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Trouble is over at once."""
    monkeypatch.setattr(worker_module, "_TROUBLE_SECONDS", 0)


async def states(database: Database) -> dict[str, State]:
    return {about(row): row.state for row in await rows(database, OutboxMessage)}


async def test_every_row_is_sent_exactly_once(database: Database) -> None:
    for number in range(70):
        await put(database, to_person(number % 7), f"{number:02}")
    transport = RecordingTransport()

    assert await send_all(OutboxWorker(database, transport)) == 70

    assert sorted(transport.delivered) == [f"{number:02}" for number in range(70)]
    assert set((await states(database)).values()) == {State.SENT}
    assert (await rows(database, OutboxMessage))[0].sent_ref == "1:1"


async def test_what_is_no_longer_true_is_not_sent(database: Database) -> None:
    await put(database, to_person(1), "reminder of a cancelled booking")
    transport = RecordingTransport(lambda _message: SKIPPED)

    await send_all(OutboxWorker(database, transport))

    assert transport.delivered == []
    assert (await only(database, OutboxMessage)).state is State.SKIPPED


async def test_whoever_blocked_the_bot_is_not_tried_again(database: Database) -> None:
    """Scenario 20 at this level."""
    await put_many(database, [to_person(number) for number in range(20)], "festival")
    blocked = range(12)

    def answer(message: OutboxMessage) -> Outcome:
        return Done(State.UNREACHABLE) if message.recipient_id in blocked else SENT

    transport = RecordingTransport(answer)
    worker = OutboxWorker(database, transport)
    await send_all(worker)
    advance(database, timedelta(days=1))

    assert await send_all(worker) == 0
    assert len(transport.delivered) == 8
    ended = [row.state for row in await rows(database, OutboxMessage)]
    assert ended.count(State.UNREACHABLE) == 12


async def test_one_row_that_breaks_the_sender_does_not_stop_the_rest(database: Database) -> None:
    for number, key in enumerate(("good", "broken", "good too")):
        await put(database, to_person(number), key)

    def answer(message: OutboxMessage) -> Outcome:
        if about(message) == "broken":
            raise KeyError("a template that is not there")
        return SENT

    transport = RecordingTransport(answer)
    await send_all(OutboxWorker(database, transport))

    assert transport.delivered == ["good", "good too"]
    broken = (await rows(database, OutboxMessage))[1]
    assert (broken.state, broken.error, broken.attempts) == (State.PENDING, "KeyError", 1)


async def test_a_messenger_that_is_away_for_an_hour_gets_everything_afterwards(
    database: Database,
) -> None:
    await put_many(database, [to_person(number) for number in range(10)], "festival")
    away = True

    def answer(_message: OutboxMessage) -> Outcome:
        return Later("NetworkError", timedelta(minutes=5), counts=False) if away else SENT

    transport = RecordingTransport(answer)
    worker = OutboxWorker(database, transport)
    for _ in range(12):
        assert await send_all(worker) == 10
        advance(database, timedelta(minutes=5))
    away = False

    await send_all(worker)

    assert len(transport.delivered) == 10
    assert all(row.attempts == 1 for row in await rows(database, OutboxMessage))


class _Killed(BaseException):
    """kill -9: nothing after this line runs."""


class _DyingWorker(OutboxWorker):
    """Marks so many rows, one after another, and dies with the next delivered but not marked."""

    def __init__(self, database: Database, transport: RecordingTransport) -> None:
        super().__init__(database, transport)
        self._one_by_one = asyncio.Lock()
        self._marks_left = SENT_BEFORE_THE_KILL

    async def _mark(self, message: OutboxMessage, outcome: Outcome) -> None:
        async with self._one_by_one:
            if not self._marks_left:
                raise _Killed
            self._marks_left -= 1
            await super()._mark(message, outcome)


async def test_a_kill_in_the_middle_of_a_broadcast_repeats_only_what_was_in_flight(
    database: Database,
) -> None:
    """Scenario 19: 283 families, 140 sent, kill -9, a new process takes over."""
    await put_many(database, [to_person(number) for number in range(FAMILIES)], "festival")
    got: list[int] = []

    def answer(message: OutboxMessage) -> Outcome:
        got.append(message.recipient_id)
        return SENT

    transport = RecordingTransport(answer)
    with pytest.raises(BaseExceptionGroup):
        await send_all(_DyingWorker(database, transport))
    sent = [row for row in await rows(database, OutboxMessage) if row.state is State.SENT]
    in_flight = set(got) - {row.recipient_id for row in sent}
    assert len(sent) == SENT_BEFORE_THE_KILL

    await put_many(database, [to_person(number) for number in range(FAMILIES)], "festival")
    reborn = OutboxWorker(database, transport)
    await send_all(reborn)
    advance(database, LEASE)
    await send_all(reborn)

    assert set(got) == set(range(FAMILIES)), "everybody got it"
    twice = {person for person in got if got.count(person) > 1}
    assert twice <= in_flight
    assert len(in_flight) <= 30
    assert set((await states(database)).values()) == {State.SENT}
    assert len(await rows(database, OutboxMessage)) == FAMILIES, "asking again queued nothing"


async def test_a_clean_stop_between_sending_and_marking_repeats_that_row_alone(
    database: Database,
) -> None:
    for number, key in enumerate(("first", "second")):
        await put(database, to_person(number), key)
    first_marked, second_delivered = asyncio.Event(), asyncio.Event()

    class Halted(OutboxWorker):
        async def _mark(self, message: OutboxMessage, outcome: Outcome) -> None:
            if about(message) == "first":
                await super()._mark(message, outcome)
                first_marked.set()
            else:
                await first_marked.wait()
                second_delivered.set()
                await asyncio.Event().wait()

    transport = RecordingTransport()
    task = asyncio.create_task(Halted(database, transport).run())
    await second_delivered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    advance(database, LEASE)
    await send_all(OutboxWorker(database, transport))

    assert sorted(transport.delivered) == ["first", "second", "second"]


async def test_a_database_that_goes_away_before_the_mark_does_not_make_it_sent_twice(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    await put(database, to_person(1), "note")
    transport = RecordingTransport()
    worker = OutboxWorker(database, transport)
    failures = [ConnectionRefusedError(), InterfaceError("", {}, OSError()), OSError()]
    real_write = database.write

    @asynccontextmanager
    async def flaky_write() -> AsyncIterator[AsyncSession]:
        if transport.delivered and failures:
            raise failures.pop()
        async with real_write() as session:
            yield session

    monkeypatch.setattr(database, "write", flaky_write)
    await send_all(worker)

    assert transport.delivered == ["note"]
    assert failures == []
    assert (await only(database, OutboxMessage)).state is State.SENT


async def test_the_loop_waits_for_a_database_that_is_away_and_wakes_for_new_rows(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "_IDLE_SECONDS", 3600)
    delivered = asyncio.Event()

    def answer(_message: OutboxMessage) -> Outcome:
        delivered.set()
        return SENT

    worker = OutboxWorker(database, RecordingTransport(answer))
    database.on_outbox(worker.wake)
    troubles = [OSError("refused"), InterfaceError("", {}, OSError())]
    real_claim = worker._claim

    async def first_in_trouble() -> Sequence[OutboxMessage]:
        if troubles:
            raise troubles.pop()
        return await real_claim()

    monkeypatch.setattr(worker, "_claim", first_in_trouble)
    task = asyncio.create_task(worker.run())
    await put(database, to_person(1), "note")

    async with asyncio.timeout(10):
        await delivered.wait()

    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert troubles == []
