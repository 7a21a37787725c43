"""A wave of spam in one chat: a few transactions, no noise, and nobody elsewhere waits for it."""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import ChatDay
from community.core.db import Database
from moderation.incidents import seeing
from moderation.incidents.kinds import MessageState
from moderation.incidents.models import Measure, Storm
from moderation.incidents.rules import STORM_FROM
from moderation.incidents.sighting import Sighting
from tests.support.club import OWNER, Club
from tests.support.crowd import crowd
from tests.support.judging import CERTAIN_SPAM
from tests.support.looking import only, queued, rows
from tests.support.street import Street

SPAM = f"Легко: {CERTAIN_SPAM}!"
MESSAGES, SPAMMERS = 500, 25
_updates = count(10**6)


def update(chat: int, author: int, text: str, number: int) -> dict[str, Any]:
    message = {
        "message_id": number,
        "date": 1_773_630_000,
        "chat": {"id": chat, "type": "supergroup", "title": "—"},
        "from": {"id": author, "is_bot": False, "first_name": "—"},
        "text": text,
    }
    return {"update_id": next(_updates), "message": message}


def wave(street: Street, spammers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for number in range(MESSAGES):
        author = spammers[number % len(spammers)]
        yield update(street.chat, author, f"{SPAM} {number}", 10_000 + number)


async def come_at_once(club: Club, updates: Iterator[dict[str, Any]]) -> None:
    """As a webhook brings them: each is handled while the others are."""
    await asyncio.gather(*(club.app.handle(one) for one in updates))


def transactions_of(database: Database) -> list[str]:
    """Grows with every transaction that writes."""
    written: list[str] = []

    def note(connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        writes = statement.startswith(("INSERT", "UPDATE", "DELETE"))
        if writes and not connection.info.get("counted"):
            connection.info["counted"] = True
            written.append(statement)

    def forget(connection: Any) -> None:
        connection.info.pop("counted", None)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    event.listen(database.engine.sync_engine, "commit", forget)
    return written


@pytest.mark.both_databases
async def test_five_hundred_messages_at_once_cost_a_few_transactions(club: Club) -> None:
    street = await Street.of(club)
    spammers = await crowd(club.region, club.messenger, SPAMMERS)
    written = transactions_of(club.region.database)

    await come_at_once(club, wave(street, spammers))

    assert len(written) <= 6
    messages = await street.messages()
    assert len(messages) == MESSAGES
    assert {message.state for message in messages} == {MessageState.REMOVING}
    assert len(await street.incidents()) == SPAMMERS


@pytest.mark.both_databases
async def test_the_wave_is_swept_in_bulks_and_every_spammer_is_out(club: Club) -> None:
    street = await Street.of(club)
    spammers = await crowd(club.region, club.messenger, SPAMMERS)
    await come_at_once(club, wave(street, spammers))
    calls = len(await club.messenger.calls())

    await club.settle()

    made = [call["method"] for call in (await club.messenger.calls())[calls:]]
    assert made.count("deleteMessages") <= MESSAGES // 100 + 2
    assert made.count("banChatMember") == SPAMMERS
    states = {message.state for message in await street.messages()}
    assert states == {MessageState.REMOVED}
    assert len(await rows(club.region.database, Measure)) == SPAMMERS


@pytest.mark.both_databases
async def test_a_wave_makes_no_noise(club: Club) -> None:
    street = await Street.of(club)
    spammers = await crowd(club.region, club.messenger, SPAMMERS)

    await come_at_once(club, wave(street, spammers))
    await club.settle()

    said = (await club.messenger.chat(OWNER, street.chat))["messages"]
    assert not [message for message in said if message["from"]["is_bot"]]
    storm = await only(club.region.database, Storm)
    incidents = await street.incidents()
    assert {incident.storm_id for incident in incidents} == {storm.id}
    summaries = await queued(club.region.database, "moderation.storm")
    assert len(summaries) == 2  # at once, and half a minute later how it went on
    for template in ("moderation.card", "moderation.explain"):  # until it was seen to be a storm
        assert len(await queued(club.region.database, template)) < STORM_FROM


@pytest.mark.both_databases
async def test_innocent_messages_elsewhere_do_not_wait_for_the_wave_to_be_written(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = await Street.of(club)
    elsewhere = await club.chat(district=1, title="Другой чат")
    spammers = await crowd(club.region, club.messenger, SPAMMERS)
    stuck, may_go_on = asyncio.Event(), asyncio.Event()
    note = seeing.note

    async def slow_note(session: AsyncSession, sightings: Sequence[Sighting]) -> list[int]:
        stuck.set()
        await may_go_on.wait()
        return await note(session, sightings)

    await club.app.handle(update(elsewhere, spammers[0], "Доброе утро", 1))
    monkeypatch.setattr(seeing, "note", slow_note)
    flood = asyncio.create_task(come_at_once(club, wave(street, spammers)))
    await stuck.wait()

    for number in range(2, 52):
        await club.app.handle(update(elsewhere, spammers[0], "Как дела?", number))

    assert not flood.done()
    may_go_on.set()
    await flood
    await club.app.flush()
    counted = await rows(club.region.database, ChatDay)
    assert sorted(day.messages for day in counted) == [51, MESSAGES]


@pytest.mark.both_databases
async def test_one_sighting_that_cannot_be_written_does_not_take_the_others_along(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    street = await Street.of(club)
    spammers = await crowd(club.region, club.messenger, 3)
    note = seeing.note

    async def picky_note(session: AsyncSession, sightings: Sequence[Sighting]) -> list[int]:
        if any(sighting.message_id == 13 for sighting in sightings):
            raise ValueError
        return await note(session, sightings)

    monkeypatch.setattr(seeing, "note", picky_note)
    numbers = (12, 13, 14)
    updates = (
        update(street.chat, author, SPAM, number)
        for author, number in zip(spammers, numbers, strict=True)
    )

    await come_at_once(club, updates)

    assert sorted(message.message_id for message in await street.messages()) == [12, 14]


@pytest.mark.both_databases
async def test_strangers_whom_the_club_has_never_met_are_met_by_being_noticed(club: Club) -> None:
    street = await Street.of(club)

    await come_at_once(club, wave(street, [880_001, 880_002]))

    assert len(await street.incidents()) == 2
    assert all(incident.author_account_id for incident in await street.incidents())
