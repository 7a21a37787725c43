"""Whom a question goes to: those who agreed, are there, and are left in peace otherwise."""

from datetime import timedelta

import pytest

from community.core.errors import NotAllowed
from community.duty import service as duty
from community.duty.kinds import Colour
from community.membership.leaving.service import leave
from community.membership.people.models import MessengerAccount
from community.peers.asking import service as asking
from community.peers.sharing import service as sharing
from community.peers.sharing.errors import NotAgreed
from community.relay import service as relay
from community.relay.service import Party
from tests.support.factories import Someone
from tests.support.looking import race
from tests.support.peers import HERE, Peers


async def test_never_oneself_the_own_family_or_whoever_has_not_agreed(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    husband = await peers.region.husband_of(asker)
    for one in (asker, husband):
        await peers.ready(someone=one)
    other = await peers.region.member("Ирма", "Келлер", district=3)
    with pytest.raises(NotAgreed):
        await peers.region.act(other, sharing.share, await peers.situation())

    request = await peers.asks(asker, elsewhere=False)

    assert await peers.whom(request) == []


async def test_what_was_unticked_or_left_is_not_asked_about(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    unticked, stopped, gone, there = await peers.several(4)
    await peers.region.act(unticked, sharing.unshare, await peers.situation())
    await peers.region.act(stopped, sharing.stop)
    await peers.region.act(gone, leave)

    request = await peers.asks(asker)

    assert await peers.whom(request) == [there.id]


async def test_a_neighbour_is_asked_only_if_wished_and_then_last(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    neighbour = await peers.ready(district=HERE)
    far = await peers.ready()

    away = await peers.asks(asker)
    assert await peers.whom(away) == [far.id]
    await peers.region.act(asker, asking.cancel, away.id)

    near = await peers.asks(asker, elsewhere=False)
    assert await peers.whom(near) == [far.id, neighbour.id]


async def test_whoever_was_asked_longest_ago_is_asked_first(
    sqlite_peers: Peers, asker: Someone
) -> None:
    """And nobody a third time within a month, or by two questions at once."""
    peers = sqlite_peers
    first, second, third = await peers.several(3)
    asked = []
    for name in ("Вера", "Зоя"):
        parent = await peers.region.member(name, "Ким", district=HERE)
        request = await peers.asks(parent)
        asked.append(await peers.whom(request))
        await peers.region.act(parent, asking.cancel, request.id)
        peers.region.advance_minutes(1)
    assert asked == [[first.id, second.id], [third.id, first.id]]

    request = await peers.asks(asker)
    assert await peers.whom(request) == [second.id, third.id]
    await peers.after(hours=22)
    assert await peers.whom(request) == [second.id, third.id]  # the first one was asked twice
    other = await peers.region.member("Юлия", "Ким", district=HERE)
    assert await peers.whom(await peers.asks(other)) == []

    peers.region.clock.advance(timedelta(days=30))
    assert first.id in await peers.whom(await peers.asks(other))


async def test_two_questions_at_once_bind_nobody_twice(peers: Peers, mother: Someone) -> None:
    await peers.ready()
    other = await peers.region.member("Вера", "Ким", district=HERE)

    requests, errors = await race(peers.asks(mother), peers.asks(other))

    assert errors == []
    assert sorted([len(await peers.whom(one)) for one in requests]) == [0, 1]


async def test_whoever_is_in_need_themself_is_left_in_peace(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    in_need = await peers.ready()
    await peers.region.act(in_need, duty.call_for_help, Colour.YELLOW)

    assert await peers.whom(await peers.asks(asker)) == []


async def test_whoever_blocked_the_bot_is_not_counted_on(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    away = await peers.ready()
    async with peers.region.database.write() as session:
        (await session.get_one(MessengerAccount, away.account_id)).reachable = False
        await session.commit()

    assert await peers.whom(await peers.asks(asker)) == []


@pytest.mark.parametrize("complains", [False, True])
async def test_two_who_talk_or_are_at_odds_are_not_brought_together(
    sqlite_peers: Peers, asker: Someone, complains: bool
) -> None:
    peers = sqlite_peers
    known = await peers.ready()
    async with peers.region.database.write() as session:
        talk = await relay.open_conversation(
            session, Party(known.id, "Ирма"), Party(asker.id, "Анна")
        )
        await session.commit()
    if complains:
        await peers.region.act(known, relay.complain, talk.id, "Грубит")
        await peers.region.act(known, relay.close, talk.id)

    assert await peers.whom(await peers.asks(asker)) == []


async def test_only_parents_of_the_club_ask_and_agree(sqlite_peers: Peers) -> None:
    peers = sqlite_peers
    stranger = await peers.region.newcomer()

    with pytest.raises(NotAllowed):
        await peers.asks(stranger)
    with pytest.raises(NotAllowed):
        await peers.region.act(stranger, sharing.agree)
