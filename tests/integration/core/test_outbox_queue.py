"""What waits to be sent: in which order it is claimed, once, and until when."""

from datetime import timedelta

import pytest

from community.core.db import Database
from community.core.outbox.models import ERROR_LIMIT, OutboxMessage, Priority, State
from community.core.outbox.service import (
    LEASE,
    MAX_ATTEMPTS,
    claim,
    counts_by_state,
    finish,
    forget_finished,
    forget_where_sent,
    postpone,
    to_account,
    to_chat,
    to_person,
    unsent_count,
)
from tests.support.looking import only, race, rows
from tests.support.transport import about, advance, put, put_many

ANNA, BORIS, VERA = to_person(1), to_person(2), to_person(3)
DAY = timedelta(days=1)


async def take(database: Database, limit: int = 10) -> list[OutboxMessage]:
    async with database.write() as session:
        return list(await claim(session, limit))


async def taken(database: Database, limit: int = 10) -> list[str]:
    return [about(message) for message in await take(database, limit)]


async def done(database: Database, message: OutboxMessage) -> None:
    async with database.write() as session:
        await finish(session, message.id, State.SENT, sent_ref=f"{message.recipient_id}:1")


async def later(database: Database, message: OutboxMessage, **options: object) -> State:
    async with database.write() as session:
        return await postpone(session, message.id, "Timeout", **options)  # type: ignore[arg-type]


async def test_the_urgent_goes_first_then_what_was_due_earlier(database: Database) -> None:
    moment = database.clock.now()
    await put(database, to_person(1), "broadcast", priority=Priority.BROADCAST)
    await put(database, to_person(2), "reminder due now", priority=Priority.REMINDER)
    earlier = moment - DAY
    await put(
        database, to_person(3), "reminder of yesterday", priority=Priority.REMINDER, due_at=earlier
    )
    await put(database, to_person(4), "answer", priority=Priority.ANSWER)
    await put(database, to_person(5), "signal", priority=Priority.SIGNAL)
    await put(database, to_person(6), "another answer", priority=Priority.ANSWER)

    assert await taken(database) == [
        "signal",
        "answer",
        "another answer",
        "reminder of yesterday",
        "reminder due now",
        "broadcast",
    ]


async def test_the_same_thing_is_said_to_the_same_person_once(database: Database) -> None:
    for recipient in (ANNA, ANNA, BORIS, to_account(1), to_chat(1)):
        await put(database, recipient, "card 7")
    await put(database, ANNA, "card 8")

    stored = await rows(database, OutboxMessage)
    assert [(row.recipient_kind, row.recipient_id, about(row)) for row in stored] == [
        ("person", 1, "card 7"),
        ("person", 2, "card 7"),
        ("account", 1, "card 7"),
        ("chat", 1, "card 7"),
        ("person", 1, "card 8"),
    ]


async def test_two_who_queue_the_same_thing_at_once_queue_it_once(database: Database) -> None:
    _, errors = await race(*(put(database, ANNA, "card 7") for _ in range(8)))

    assert errors == []
    assert len(await rows(database, OutboxMessage)) == 1


async def test_what_was_said_is_not_said_again_by_the_same_key(database: Database) -> None:
    await put(database, ANNA, "card 7")
    (message,) = await take(database)
    await done(database, message)

    await put(database, ANNA, "card 7")

    assert await taken(database) == []


async def test_nothing_goes_before_its_time(database: Database) -> None:
    await put(database, ANNA, "tomorrow", due_at=database.clock.now() + DAY)

    assert await taken(database) == []
    async with database.read() as session:
        assert await unsent_count(session) == 0

    advance(database, DAY)
    assert await taken(database) == ["tomorrow"]


async def test_nobody_reads_an_answer_before_its_question(database: Database) -> None:
    for key in ("question", "answer"):
        await put(database, ANNA, key)
    await put(database, BORIS, "greeting")

    first = await take(database)
    assert [about(message) for message in first] == ["question", "greeting"]
    assert await taken(database) == [], "the answer waits while the question is on its way"

    await done(database, first[0])
    assert await taken(database) == ["answer"]


async def test_the_order_holds_while_the_first_is_tried_again(database: Database) -> None:
    for key in ("question", "answer"):
        await put(database, ANNA, key)
    (question,) = await take(database)

    await later(database, question, after=timedelta(minutes=5))
    assert await taken(database) == []

    advance(database, timedelta(minutes=5))
    assert await taken(database) == ["question"]


async def test_a_signal_does_not_queue_behind_a_broadcast(database: Database) -> None:
    await put(database, ANNA, "broadcast", priority=Priority.BROADCAST)
    await take(database)
    await put(database, ANNA, "signal", priority=Priority.SIGNAL)

    assert await taken(database) == ["signal"]


async def test_a_reminder_for_tomorrow_does_not_hold_up_today(database: Database) -> None:
    await put(database, ANNA, "tomorrow", due_at=database.clock.now() + DAY)
    await put(database, ANNA, "today")

    assert await taken(database) == ["today"]


async def test_what_a_dead_sender_had_in_hand_is_taken_again_after_its_lease(
    database: Database,
) -> None:
    await put(database, ANNA, "note")
    await take(database)

    advance(database, LEASE - timedelta(seconds=1))
    assert await taken(database) == []

    advance(database, timedelta(seconds=1))
    (again,) = await take(database)
    assert (again.attempts, again.state) == (2, State.SENDING)


async def test_pauses_grow_and_in_the_end_it_gives_up(database: Database) -> None:
    await put(database, ANNA, "note")
    pauses: list[timedelta] = []
    for _ in range(MAX_ATTEMPTS):
        (message,) = await take(database)
        state = await later(database, message)
        stored = await only(database, OutboxMessage)
        if state is State.PENDING:
            assert stored.retry_at is not None
            pauses.append(stored.retry_at - database.clock.now())
            advance(database, pauses[-1])

    steady = [2.0 * 2**step for step in range(MAX_ATTEMPTS - 1)]
    for pause, middle in zip(pauses, steady, strict=True):
        expected = min(middle, 1800.0)
        assert 0.8 * expected <= pause.total_seconds() <= 1.2 * expected
    assert (stored.state, stored.error) == (State.FAILED, "Timeout")
    assert stored.finished_at == database.clock.now()
    advance(database, DAY)
    assert await taken(database) == []


async def test_being_asked_to_wait_counts_as_no_attempt(database: Database) -> None:
    await put(database, ANNA, "note")
    pause = timedelta(seconds=17)
    for _ in range(3 * MAX_ATTEMPTS):
        (message,) = await take(database)
        assert await later(database, message, after=pause, counts=False) is State.PENDING
        assert await taken(database) == [], "retry_after is honoured"
        advance(database, pause)

    assert (await only(database, OutboxMessage)).attempts == 0


@pytest.mark.parametrize("final", [State.SENT, State.SKIPPED, State.UNREACHABLE, State.FAILED])
async def test_what_ended_stays_ended(database: Database, final: State) -> None:
    await put(database, ANNA, "note")
    (message,) = await take(database)
    async with database.write() as session:
        await finish(session, message.id, final, error="Forbidden" * 20)

    stored = await only(database, OutboxMessage)
    assert (stored.state, stored.lease_until) == (final, None)
    assert len(stored.error or "") <= ERROR_LIMIT
    advance(database, DAY)
    assert await taken(database) == []


async def test_rows_that_ended_long_ago_are_forgotten(database: Database) -> None:
    for recipient, key in ((ANNA, "old"), (BORIS, "new"), (VERA, "unsent")):
        await put(database, recipient, key)
    old, new, _ = await take(database)
    await done(database, old)
    advance(database, 30 * DAY)
    await done(database, new)

    async with database.write() as session:
        assert await forget_finished(session, timedelta(days=14)) == 1

    assert [about(row) for row in await rows(database, OutboxMessage)] == ["new", "unsent"]


async def test_the_counts_for_the_health_page(database: Database) -> None:
    await put_many(database, [ANNA, BORIS, VERA], "festival")
    (first,) = await take(database, limit=1)
    await done(database, first)

    async with database.read() as session:
        assert await unsent_count(session) == 2
        assert await counts_by_state(session) == {State.SENT: 1, State.PENDING: 2}


async def test_where_it_was_sent_is_forgotten_with_the_person(database: Database) -> None:
    await put_many(database, [ANNA, BORIS], "festival")
    for message in await take(database):
        await done(database, message)

    async with database.write() as session:
        await forget_where_sent(session, [ANNA])
        await session.commit()

    assert [row.sent_ref for row in await rows(database, OutboxMessage)] == [None, "2:1"]


async def test_workers_side_by_side_never_take_the_same_row(database: Database) -> None:
    """On PostgreSQL they really run at once (SKIP LOCKED); on SQLite they take turns."""
    await put_many(database, [to_person(number) for number in range(200)], "festival")

    async def worker() -> list[int]:
        mine: list[int] = []
        while batch := await take(database, limit=7):
            mine.extend(message.id for message in batch)
        return mine

    shares, errors = await race(*(worker() for _ in range(4)))

    everything = [message_id for share in shares for message_id in share]
    assert errors == []
    assert len(everything) == len(set(everything)) == 200


async def test_workers_side_by_side_keep_one_persons_order(database: Database) -> None:
    for number in range(30):
        await put(database, to_person(number % 3), f"{number:02}")
    read: dict[int, list[str]] = {0: [], 1: [], 2: []}

    async def worker() -> None:
        while any(row.state is State.PENDING for row in await rows(database, OutboxMessage)):
            for message in await take(database, limit=2):
                read[message.recipient_id].append(about(message))
                await done(database, message)

    _, errors = await race(worker(), worker())

    assert errors == []
    assert all(texts == sorted(texts) and len(texts) == 10 for texts in read.values())
