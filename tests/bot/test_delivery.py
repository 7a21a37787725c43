"""Scenarios 19 and 20: a broadcast that is killed half-way, and people who blocked the bot."""

from collections import Counter

import pytest
from sqlalchemy import func, select, update

from bot.delivery.registry import PERFORMERS, RENDERERS
from community.core.outbox.models import OutboxMessage, State
from community.membership.documents.queries import versions
from community.membership.documents.service import publish_version
from community.membership.people.models import MessengerAccount
from tests.support.club import Club
from tests.support.crowd import crowd
from tests.support.databases import START
from tests.support.factories import SYSTEM

FAMILIES = 283


async def announce_new_rules(club: Club) -> None:
    database = club.region.database
    async with database.read() as session:
        texts = (await versions(session, "rules"))[0].texts
    async with database.write() as session:
        await publish_version(session, SYSTEM, "rules", texts, asks_again=True, based_on=1)


async def outbox_states(club: Club) -> Counter[State]:
    async with club.region.database.read() as session:
        query = select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
        return Counter(dict((await session.execute(query)).all()))


@pytest.mark.both_databases
async def test_a_broadcast_killed_half_way_reaches_everybody_once(club: Club) -> None:
    people = await crowd(club.region, club.messenger, FAMILIES)
    await announce_new_rules(club)
    for _ in range(5):
        await club.worker.send_batch()
    assert 0 < (await outbox_states(club))[State.SENT] < FAMILIES

    await club.restart()
    await club.settle()

    assert await outbox_states(club) == {State.SENT: FAMILIES}
    sent = [c for c in await club.messenger.calls() if c["method"] == "sendMessage" and c["ok"]]
    assert Counter(call["chat_id"] for call in sent) == dict.fromkeys(people, 1)


@pytest.mark.both_databases
async def test_what_was_in_flight_at_the_kill_is_sent_again_and_nothing_else(club: Club) -> None:
    people = await crowd(club.region, club.messenger, 40)
    await announce_new_rules(club)
    await club.worker.send_batch()
    async with club.region.database.write() as session:
        in_flight = (
            select(OutboxMessage.id).where(OutboxMessage.state == State.SENT).limit(3)
        ).scalar_subquery()
        await session.execute(
            update(OutboxMessage)
            .where(OutboxMessage.id.in_(in_flight))
            .values(state=State.SENDING, lease_until=START)
        )
        await session.commit()

    await club.restart()
    await club.settle()

    sent = [c for c in await club.messenger.calls() if c["method"] == "sendMessage" and c["ok"]]
    counts = Counter(call["chat_id"] for call in sent)
    assert set(counts) == set(people)
    assert sorted(counts.values()) == [1] * 37 + [2] * 3


async def test_floods_and_failures_delay_but_lose_and_repeat_nothing(sqlite_club: Club) -> None:
    club = sqlite_club
    people = await crowd(club.region, club.messenger, 60)
    await club.messenger.fault("429", "sendMessage", every=7, retry_after=1)
    await club.messenger.fault("500", "sendMessage", every=11)
    await announce_new_rules(club)

    for _ in range(60):
        await club.settle()
        club.region.advance_minutes(1)

    assert await outbox_states(club) == {State.SENT: 60}
    sent = [c for c in await club.messenger.calls() if c["method"] == "sendMessage" and c["ok"]]
    assert Counter(call["chat_id"] for call in sent) == dict.fromkeys(people, 1)


@pytest.mark.both_databases
async def test_whoever_blocked_the_bot_is_remembered_and_not_tried_again(club: Club) -> None:
    people = await crowd(club.region, club.messenger, 20)
    for person in people[:12]:
        await club.messenger.block_bot(person)
    await announce_new_rules(club)
    await club.settle()

    states = await outbox_states(club)
    assert states == {State.SENT: 8, State.UNREACHABLE: 12}
    async with club.region.database.read() as session:
        unreachable = select(func.count()).where(MessengerAccount.unreachable_since.is_not(None))
        assert await session.scalar(unreachable) == 12
    calls = len(await club.messenger.calls())
    await club.settle()
    assert len(await club.messenger.calls()) <= calls + 2

    await club.messenger.unblock_bot(people[0])
    await club.start(people[0])
    async with club.region.database.read() as session:
        assert await session.scalar(unreachable) == 11


@pytest.mark.parametrize("template", sorted({*RENDERERS, *PERFORMERS}))
def test_every_template_is_either_told_or_done(template: str) -> None:
    assert (template in RENDERERS) != (template in PERFORMERS)
