"""Five at most, a few at a time, by day."""

from datetime import timedelta

from community.core.options import Options, save_options
from community.membership.people.models import Person
from community.peers.asking import service as asking
from community.peers.asking.kinds import PeerOutcome, PeerState
from tests.support.factories import SYSTEM, Someone
from tests.support.looking import queued, recipients
from tests.support.peers import Peers
from tests.support.practice import at


async def test_two_are_asked_then_two_then_one_and_never_a_sixth(
    peers: Peers, mother: Someone
) -> None:
    await peers.several(7)

    request = await peers.asks(mother)
    assert len(await peers.whom(request)) == 2
    await peers.after(hours=21)
    assert len(await peers.whom(request)) == 2  # ten in the evening and half past seven are night
    await peers.after(hours=1)
    assert len(await peers.whom(request)) == 4
    await peers.after(hours=24)
    assert len(await peers.whom(request)) == 5

    for _ in range(4):
        await peers.after(hours=24)
    assert len(await peers.whom(request)) == 5
    assert len(set(await recipients(peers.region.database, "peers.asked"))) == 5


async def test_where_everybody_has_said_no_the_next_are_asked_without_waiting(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    first, second, *others = await peers.several(4)
    request = await peers.asks(asker)

    await peers.says(first, request, asking.decline)
    assert await peers.after() == 0
    await peers.says(second, request, asking.decline)
    await peers.after()

    assert await peers.whom(request) == [one.id for one in (first, second, *others)]


async def test_at_night_nobody_is_asked_and_the_morning_is_told(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    await peers.several(2)
    peers.region.clock.advance(timedelta(hours=17))  # three in the morning

    request = await peers.asks(asker)

    assert (request.state, request.due_at) == (PeerState.LOOKING, at(8, days=1))
    assert await peers.whom(request) == []
    await peers.after(hours=4)
    assert await peers.whom(request) == []
    await peers.after(hours=1)
    assert len(await peers.whom(request)) == 2


async def test_nobody_hears_of_it_in_their_own_night_either(
    sqlite_peers: Peers, asker: Someone
) -> None:
    """In Kaliningrad it is five in the morning when it is ten in Tomsk."""
    peers = sqlite_peers
    west = await peers.ready()
    async with peers.region.database.write() as session:
        person = await session.get_one(Person, west.id)
        person.zone = "Europe/Kaliningrad"
        await session.commit()

    await peers.asks(asker)

    [letter] = await queued(peers.region.database, "peers.asked")
    assert letter.due_at == at(13)


async def test_where_nobody_has_been_through_it_that_is_said_at_once(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    await peers.ready("night_fears")

    request = await peers.asks(asker, words="Третью ночь не дома.")

    assert (request.state, request.outcome) == (PeerState.CLOSED, PeerOutcome.NOBODY)
    assert (await peers.seen(request)).words is None
    assert await queued(peers.region.database, "peers.nobody") == []  # it stands on the screen
    await peers.asks(asker)  # and nothing holds back from asking again


async def test_where_nobody_answers_for_a_week_that_is_said_as_well(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    silent = await peers.ready()
    request = await peers.asks(asker, words="Третью ночь не дома.")
    for _ in range(6):
        await peers.after(hours=24)
    assert (await peers.seen(request)).state is PeerState.LOOKING

    await peers.after(hours=24)

    request = await peers.seen(request)
    assert (request.outcome, request.words) == (PeerOutcome.NOBODY, None)
    assert await recipients(peers.region.database, "peers.nobody") == [asker.id]
    assert await recipients(peers.region.database, "peers.card_update") == [silent.id]


async def test_the_region_says_how_long_a_wave_is_waited_for(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    await peers.region.act(SYSTEM, save_options, Options(peer_wave_hours=3))
    await peers.several(3)
    request = await peers.asks(asker)

    await peers.after(hours=3)

    assert len(await peers.whom(request)) == 3


async def test_whoever_cannot_be_reached_was_not_asked(sqlite_peers: Peers, asker: Someone) -> None:
    peers = sqlite_peers
    first, second, third = await peers.several(3)
    request = await peers.asks(asker)
    for one in (first, second):
        card = await peers.card_of(request, one)
        async with peers.region.database.write() as session:
            await asking.not_reached(session, card)

    await peers.after()

    assert (await peers.whom(request))[-1] == third.id
    assert (await peers.seen(request)).asked == 1
