"""Letters have a queue of their own: a mail server that is slow or away holds nothing else up."""

import asyncio

from community.core.db import Database
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.service import Letter, Recipient, claim, enqueue_all, to_person, turn_to
from community.core.outbox.worker import Later, OtherWay, OutboxWorker, Outcome
from community.core.usecase import use_case
from tests.support.looking import only, race, rows
from tests.support.transport import SENT, RecordingTransport, about, put, send_all

enqueue_letters = use_case(enqueue_all)


async def put_letter(database: Database, recipient: Recipient, key: str) -> None:
    async with database.write() as session:
        await enqueue_letters(session, [Letter(recipient, "note", key, {}, by_mail=True)])


async def taken(database: Database, *, by_mail: bool | None) -> list[str]:
    async with database.write() as session:
        return [about(message) for message in await claim(session, 30, by_mail=by_mail)]


async def test_each_worker_takes_what_is_its_own(database: Database) -> None:
    await put_letter(database, to_person(1), "letter")
    await put(database, to_person(1), "message")
    assert await taken(database, by_mail=False) == ["message"]
    assert await taken(database, by_mail=True) == ["letter"]


async def test_a_single_worker_takes_both(database: Database) -> None:
    await put_letter(database, to_person(1), "letter")
    await put(database, to_person(1), "message")
    transport = RecordingTransport()
    assert await send_all(OutboxWorker(database, transport)) == 2
    assert sorted(transport.delivered) == ["letter", "message"]


async def test_what_cannot_go_one_way_goes_the_other_with_all_its_attempts(
    database: Database,
) -> None:
    await put(database, to_person(1), "word")

    def answer(message: OutboxMessage) -> Outcome:
        return SENT if message.by_mail else OtherWay(by_mail=True)

    transport = RecordingTransport(answer)
    messenger = OutboxWorker(database, transport, by_mail=False)
    letters = OutboxWorker(database, transport, by_mail=True, batch=4)

    assert await send_all(letters) == 0
    assert await send_all(messenger) == 1
    row = await only(database, OutboxMessage)
    assert (row.by_mail, row.state, row.attempts) == (True, State.PENDING, 0)
    assert await send_all(letters) == 1
    row = await only(database, OutboxMessage)
    assert (row.by_mail, row.state, transport.delivered) == (True, State.SENT, ["word"])


async def test_a_letter_that_waits_for_its_server_holds_no_message_up(database: Database) -> None:
    await put_letter(database, to_person(1), "letter")
    transport = RecordingTransport(
        lambda message: Later("away", counts=False) if message.by_mail else SENT
    )
    await OutboxWorker(database, transport, by_mail=True).send_batch()
    await put(database, to_person(1), "message")
    await send_all(OutboxWorker(database, transport, by_mail=False))
    assert transport.delivered == ["message"]


async def test_turning_wakes_whoever_sends_the_letters(database: Database) -> None:
    await put(database, to_person(1), "word")
    woken = asyncio.Event()
    database.on_outbox(woken.set)
    async with database.write() as session:
        (message,) = await claim(session, 1)
    assert not woken.is_set()
    async with database.write() as session:
        await turn_to(session, message.id, by_mail=True)
    assert woken.is_set()


async def test_two_that_send_letters_at_once_send_each_once(database: Database) -> None:
    for number in range(40):
        await put_letter(database, to_person(number), f"{number:02}")
    transport = RecordingTransport()
    workers = [OutboxWorker(database, transport, by_mail=True, batch=4) for _ in range(3)]
    _, errors = await race(*(send_all(worker) for worker in workers))
    assert errors == []
    assert sorted(transport.delivered) == [f"{number:02}" for number in range(40)]
    assert {row.state for row in await rows(database, OutboxMessage)} == {State.SENT}
