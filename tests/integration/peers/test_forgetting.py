"""Leaving, being erased, complaints, and the time: nobody waits in vain, and nothing is kept."""

from datetime import timedelta

import pytest

from community.membership.leaving.service import come_back, erase_due, leave
from community.peers.asking import following
from community.peers.asking import service as asking
from community.peers.asking.errors import PeersPaused
from community.peers.asking.kinds import PeerOutcome, PeerState
from community.peers.asking.models import AskedParent
from community.peers.sharing.models import PeerPerson, SharedSituation
from community.relay import service as relay
from community.relay.facts import ComplaintDecided
from community.relay.kinds import ComplaintOutcome, Medium
from community.relay.models import Conversation
from community.relay.service import Place, Said
from tests.support.factories import Someone
from tests.support.looking import only, race, recipients, rows
from tests.support.peers import Peers


async def test_whoever_had_accepted_leaves_and_others_are_asked(
    peers: Peers, mother: Someone
) -> None:
    first, _, third = await peers.several(3)
    request = await peers.asks(mother)
    await peers.says(first, request, asking.accept)

    await peers.region.act(first, leave)

    assert (await peers.seen(request)).state is PeerState.LOOKING
    assert await recipients(peers.region.database, "peers.gone") == [mother.id]
    left = SharedSituation.person_id == first.id
    assert await rows(peers.region.database, SharedSituation, left) == []
    await peers.after()
    assert third.id in await peers.whom(request)


async def test_leaving_and_opening_at_once_leave_no_open_conversation(
    peers: Peers, mother: Someone
) -> None:
    helper = await peers.ready()
    request = await peers.asks(mother)
    await peers.says(helper, request, asking.accept)

    _, errors = await race(
        peers.region.act(helper, leave),
        peers.region.act(mother, asking.open_talk, request.id),
    )

    talks = await rows(peers.region.database, Conversation)
    assert all(talk.closed_at is not None for talk in talks)
    assert len(talks) + len(errors) == 1


async def test_whoever_asks_leaves_and_nobody_waits_for_them(peers: Peers, mother: Someone) -> None:
    first, second = await peers.several(2)
    request = await peers.asks(mother, words="Третью ночь не дома.")
    await peers.says(first, request, asking.accept)

    await peers.region.act(mother, leave)

    request = await peers.seen(request)
    assert (request.outcome, request.words) == (PeerOutcome.LEFT, None)
    assert all(one.ended_at is not None for one in await peers.asked(request))
    assert await recipients(peers.region.database, "peers.not_chosen") == [first.id]
    assert second.id in await recipients(peers.region.database, "peers.card_update")


async def test_whoever_is_erased_leaves_counts_alone(peers: Peers, mother: Someone) -> None:
    helper = await peers.ready()
    await peers.ready("night_fears", someone=mother)
    request = await peers.asks(mother)
    await peers.says(helper, request, asking.accept)
    await peers.region.act(mother, asking.open_talk, request.id)
    for one in (mother, helper):
        await peers.region.act(one, leave)
    peers.region.clock.advance(timedelta(days=8))

    async with peers.region.database.write() as session:
        assert await erase_due(session) == 2

    for table in (AskedParent, PeerPerson, SharedSituation):
        assert await rows(peers.region.database, table) == []
    request = await peers.seen(request)
    assert (request.person_id, request.outcome) == (None, PeerOutcome.OPENED)


async def test_after_a_month_nobody_can_say_who_asked_whom(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    await peers.several(2)
    request = await peers.asks(asker)
    await peers.region.act(asker, asking.cancel, request.id)
    await peers.after(hours=29 * 24)
    assert await _forget(peers) == 0

    await peers.after(hours=25)

    assert await _forget(peers) == 1
    assert await _forget(peers) == 0
    request = await peers.seen(request)
    assert (request.person_id, request.asked) == (None, 2)
    assert await peers.asked(request) == []
    known = await rows(peers.region.database, PeerPerson)
    assert all(one.last_asked_at is not None for one in known)  # the choice stays fair


async def test_a_conversation_gone_silent_is_closed_and_then_forgotten(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    helper = await peers.ready()
    request = await peers.asks(asker)
    await peers.says(helper, request, asking.accept)
    request = await peers.region.act(asker, asking.open_talk, request.id)
    assert request.conversation_id is not None
    await peers.after(hours=20 * 24)
    said = Said(Medium.TEXT, "Как вы?", None)
    place = Place(asker.account_id, "1")
    await peers.region.act(asker, relay.say, request.conversation_id, said, place)
    await peers.after(hours=29 * 24)
    assert await _close_quiet(peers) == 0

    await peers.after(hours=25)
    assert await _close_quiet(peers) == 1
    assert await _close_quiet(peers) == 0

    faded = await recipients(peers.region.database, "peers.faded")
    assert faded == sorted([asker.id, helper.id])
    assert await _forget(peers) == 0
    await peers.after(hours=31 * 24)
    async with peers.region.database.write() as session:
        await relay.erase_due(session)
    assert await _forget(peers) == 1
    request = await peers.seen(request)
    assert (request.person_id, request.conversation_id) == (None, None)


async def test_whom_two_readers_of_a_complaint_pause_neither_asks_nor_is_asked(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    helper = await peers.ready()
    request = await peers.asks(asker)
    await peers.says(helper, request, asking.accept)
    request = await peers.region.act(asker, asking.open_talk, request.id)
    assert request.conversation_id is not None
    fact = ComplaintDecided(1, request.conversation_id, helper.id, ComplaintOutcome.PAUSED)
    async with peers.region.database.write() as session:
        await following.on_complaint_decided(session, fact)
        await session.commit()

    other = await peers.region.member("Вера", "Ким")
    assert await peers.whom(await peers.asks(other)) == []
    await peers.region.act(helper, leave)  # leaving wipes no pause away
    assert (await only(peers.region.database, PeerPerson)).agreed_at is None
    await peers.region.act(helper, come_back)
    with pytest.raises(PeersPaused):
        await peers.asks(helper)


async def _forget(peers: Peers) -> int:
    async with peers.region.database.write() as session:
        return await asking.erase_due(session)


async def _close_quiet(peers: Peers) -> int:
    async with peers.region.database.write() as session:
        return await asking.close_quiet(session)
