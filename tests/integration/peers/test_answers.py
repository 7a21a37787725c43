"""The first who accepts is the one, and names are told only when both have agreed."""

import pytest
from sqlalchemy import func, select

from community.core.audit import AuditEntry
from community.core.errors import DomainError, InvalidInput, NotFound
from community.peers.asking import queries
from community.peers.asking import service as asking
from community.peers.asking.errors import (
    AlreadyAskingPeers,
    PeerRequestOver,
    TooManyPeerRequests,
)
from community.peers.asking.kinds import PeerAnswer, PeerOutcome, PeerState
from community.peers.asking.models import AskedParent, PeerRequest
from community.peers.asking.rules import WORDS_LIMIT
from community.peers.sharing import queries as sharing
from community.relay import service as relay
from community.relay.errors import GivesAway
from community.relay.models import Conversation
from tests.support.factories import Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.peers import HERE, Peers


async def test_of_two_who_accept_at_once_one_is_the_one(peers: Peers, mother: Someone) -> None:
    first, second = await peers.several(2)
    request = await peers.asks(mother)

    done, errors = await race(
        peers.says(first, request, asking.accept), peers.says(second, request, asking.accept)
    )

    assert [type(error) for error in errors] == [PeerRequestOver]
    assert (await peers.seen(request)).state is PeerState.FOUND
    answers = {one.person_id: one.answer for one in await peers.asked(request)}
    late = second if done[0].person_id == first.id else first
    assert answers == {done[0].person_id: PeerAnswer.ACCEPTED, late.id: PeerAnswer.WITHDRAWN}
    assert await recipients(peers.region.database, "peers.card_update") == [late.id]
    assert await recipients(peers.region.database, "peers.found") == [mother.id]


async def test_taking_back_and_accepting_at_once_leave_nobody_waiting(
    peers: Peers, mother: Someone
) -> None:
    helper = await peers.ready()
    request = await peers.asks(mother)

    _, errors = await race(
        peers.says(helper, request, asking.accept),
        peers.region.act(mother, asking.cancel, request.id),
    )

    assert [type(error) for error in errors] in ([], [PeerRequestOver])
    assert (await peers.seen(request)).outcome is PeerOutcome.CANCELLED
    [card] = await peers.asked(request)
    assert card.ended_at is not None
    thanked = await recipients(peers.region.database, "peers.not_chosen")
    assert thanked == ([] if errors else [helper.id])


async def test_a_parent_asks_one_thing_at_a_time(peers: Peers, mother: Someone) -> None:
    await peers.several(4)

    done, errors = await race(peers.asks(mother), peers.asks(mother))

    [error] = errors
    assert isinstance(error, AlreadyAskingPeers)
    assert error.fields == {"request": done[0].id}
    assert len(await rows(peers.region.database, AskedParent)) == 2


async def test_and_three_times_a_month(sqlite_peers: Peers, asker: Someone) -> None:
    peers = sqlite_peers
    await peers.several(8)
    for _ in range(3):
        request = await peers.asks(asker)
        await peers.region.act(asker, asking.cancel, request.id)

    with pytest.raises(TooManyPeerRequests):
        await peers.asks(asker)
    await peers.after(hours=31 * 24)
    await peers.asks(asker)


async def test_both_agree_and_talk_by_first_names(peers: Peers, mother: Someone) -> None:
    helper = await peers.ready(given="Ирма")
    request = await peers.asks(mother, words="Третью ночь не дома.")
    await peers.says(helper, request, asking.accept)
    assert await rows(peers.region.database, Conversation) == []

    opened, errors = await race(
        *[peers.region.act(mother, asking.open_talk, request.id) for _ in range(2)]
    )

    assert errors == []
    talk = await only(peers.region.database, Conversation)
    assert {one.conversation_id for one in opened} == {talk.id}
    assert (talk.asker_id, talk.asker_alias) == (mother.id, "Анна")
    assert (talk.helper_id, talk.helper_alias) == (helper.id, "Ирма")
    assert (talk.guarded, talk.revealed_at) == (True, None)
    assert await recipients(peers.region.database, "peers.opened") == [helper.id]
    assert (await peers.seen(request)).words == "Третью ночь не дома."

    await peers.region.act(helper, asking.end_talk, talk.id)
    assert (await peers.seen(request)).words is None
    assert await recipients(peers.region.database, "relay.closed") == [mother.id]


async def test_not_this_one_and_others_are_asked(sqlite_peers: Peers, asker: Someone) -> None:
    peers = sqlite_peers
    first, second, third = await peers.several(3)
    request = await peers.asks(asker)
    await peers.says(first, request, asking.accept)

    request = await peers.region.act(asker, asking.look_on, request.id)

    assert request.state is PeerState.LOOKING
    assert await peers.whom(request) == [first.id, second.id, third.id]
    assert await recipients(peers.region.database, "peers.not_chosen") == [first.id]
    with pytest.raises(PeerRequestOver):
        await peers.region.act(asker, asking.open_talk, request.id)
    with pytest.raises(PeerRequestOver):
        await peers.says(second, request, asking.accept)
    await peers.says(third, request, asking.accept)
    await peers.region.act(asker, asking.open_talk, request.id)


async def test_what_is_not_decided_in_two_days_is_over_for_both(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    helper = await peers.ready()
    request = await peers.asks(asker)
    await peers.says(helper, request, asking.accept)
    await peers.after(hours=47)
    assert (await peers.seen(request)).state is PeerState.FOUND

    await peers.after(hours=1)

    assert (await peers.seen(request)).outcome is PeerOutcome.LAPSED
    assert await recipients(peers.region.database, "peers.lapsed") == [asker.id]
    assert await recipients(peers.region.database, "peers.not_chosen") == [helper.id]
    await peers.asks(asker)


async def test_an_answer_at_night_is_told_in_the_morning(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    helper = await peers.ready()
    request = await peers.asks(asker)
    peers.region.advance_minutes(17 * 60)

    await peers.says(helper, request, asking.accept)

    [letter] = await queued(peers.region.database, "peers.found")
    assert letter.due_at.hour == 1  # eight in Tomsk
    [reminder] = await queued(peers.region.database, "peers.decide_soon")
    assert reminder.due_at > letter.due_at


async def test_never_again_takes_the_tick_away(sqlite_peers: Peers, asker: Someone) -> None:
    peers = sqlite_peers
    helper = await peers.ready()
    await peers.ready("night_fears", someone=helper)
    request = await peers.asks(asker)

    await peers.says(helper, request, asking.never_again)

    left = await peers.region.look(helper, sharing.own_experience)
    assert set(left.shared) == {await peers.situation("night_fears")}
    await peers.after()
    assert (await peers.seen(request)).outcome is PeerOutcome.NOBODY


async def test_an_answer_is_given_once_and_by_whom_it_was_asked(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    helper, other = await peers.several(2)
    request = await peers.asks(asker)
    card = await peers.card_of(request, helper)

    for stranger in (asker, other):
        for answer in (asking.accept, asking.decline, asking.never_again):
            with pytest.raises(NotFound):
                await peers.region.act(stranger, answer, card)
        with pytest.raises(NotFound):
            await peers.region.look(stranger, queries.asked_of, card)
    for step in (asking.open_talk, asking.look_on, asking.cancel):
        with pytest.raises(NotFound):
            await peers.region.act(helper, step, request.id)
    with pytest.raises(NotFound):
        await peers.region.look(helper, queries.own, request.id)

    await peers.says(helper, request, asking.decline)
    await peers.says(helper, request, asking.decline)
    with pytest.raises(PeerRequestOver):
        await peers.says(helper, request, asking.accept)


async def test_a_conversation_of_another_kind_is_not_ended_here(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    other = await peers.region.member("Вера", "Ким", district=HERE)
    async with peers.region.database.write() as session:
        talk = await relay.open_conversation(
            session, relay.Party(asker.id, "Анна"), relay.Party(other.id, "Вера")
        )
        await session.commit()

    with pytest.raises(NotFound):
        await peers.region.act(asker, asking.end_talk, talk.id)


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("ж" * (WORDS_LIMIT + 1), InvalidInput),
        ("Звоните 8 913 123-45-67", GivesAway),
        ("Пишите @anna_sedova", GivesAway),
    ],
)
async def test_words_are_short_and_give_nobody_away(
    sqlite_peers: Peers, asker: Someone, words: str, refusal: type[DomainError]
) -> None:
    with pytest.raises(refusal):
        await sqlite_peers.asks(asker, words=words)
    assert await rows(sqlite_peers.region.database, PeerRequest) == []


async def test_the_log_that_is_kept_for_ever_says_nothing_of_it(
    sqlite_peers: Peers, asker: Someone
) -> None:
    peers = sqlite_peers
    helper = await peers.ready()
    request = await peers.asks(asker)
    await peers.says(helper, request, asking.accept)
    await peers.region.act(asker, asking.cancel, request.id)

    async with peers.region.database.read() as session:
        kinds = set(await session.scalars(select(AuditEntry.subject_kind).distinct()))
        assert await session.scalar(select(func.count()).select_from(AuditEntry))
    assert not kinds & {"peer_request", "peer_asked", "shared_situation", "peer_person"}
