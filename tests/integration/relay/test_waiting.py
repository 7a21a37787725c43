"""Since when the asker waits for an answer, as those above hear of it."""

from datetime import timedelta

import pytest

from community.core.facts import Fact
from community.relay.facts import AskerWaits, ConversationEnded, HelperAnswered, HelperSpoke
from tests.integration.relay.talk import Talk
from tests.support.factories import Region
from tests.support.looking import race


@pytest.fixture
def heard(region: Region) -> list[Fact]:
    facts: list[Fact] = []

    async def listen(_session: object, fact: Fact) -> None:
        facts.append(fact)

    for kind in (AskerWaits, HelperAnswered, HelperSpoke, ConversationEnded):
        region.database.facts.subscribe(kind, listen)
    return facts


async def test_the_first_words_wait_and_the_next_wait_with_them(
    region: Region, talk: Talk, heard: list[Fact]
) -> None:
    start = region.clock.now()
    await talk.say(talk.asker)
    region.advance_minutes(5)
    await talk.say(talk.asker)

    assert (await talk.row()).waits_since == start
    assert heard == [AskerWaits(talk.id)]


async def test_an_answer_ends_the_waiting_and_new_words_begin_it_anew(
    region: Region, talk: Talk, heard: list[Fact]
) -> None:
    start = region.clock.now()
    for by in (talk.asker, talk.helper, talk.helper, talk.asker):
        await talk.say(by)
        region.advance_minutes(1)

    assert (await talk.row()).waits_since == start + timedelta(minutes=3)
    assert heard == [
        AskerWaits(talk.id),
        HelperSpoke(talk.id),
        HelperAnswered(talk.id),
        AskerWaits(talk.id),
    ]


async def test_a_helper_who_speaks_first_answers_nothing(talk: Talk, heard: list[Fact]) -> None:
    await talk.say(talk.helper)

    assert (await talk.row()).waits_since is None
    assert heard == [HelperSpoke(talk.id)]


async def test_nothing_waits_in_what_is_over(talk: Talk, heard: list[Fact]) -> None:
    await talk.say(talk.asker)
    await talk.close(talk.asker)

    assert (await talk.row()).waits_since is None
    assert heard == [AskerWaits(talk.id), ConversationEnded(talk.id)]


async def test_a_repeated_update_begins_no_waiting(talk: Talk, heard: list[Fact]) -> None:
    at = talk.place(talk.asker)
    await talk.say(talk.asker, at=at)
    await talk.say(talk.helper)
    await talk.say(talk.asker, at=at)

    assert (await talk.row()).waits_since is None
    assert heard.count(AskerWaits(talk.id)) == 1


async def test_of_many_words_at_once_one_begins_the_waiting(talk: Talk, heard: list[Fact]) -> None:
    _, errors = await race(*(talk.say(talk.asker) for _ in range(5)))

    assert errors == []
    assert heard == [AskerWaits(talk.id)]


async def test_words_and_their_answer_at_once_leave_one_of_two_ends(
    talk: Talk, heard: list[Fact]
) -> None:
    await talk.say(talk.asker)
    _, errors = await race(talk.say(talk.asker), talk.say(talk.helper))

    assert errors == []
    waits = (await talk.row()).waits_since is not None
    assert heard.count(AskerWaits(talk.id)) - heard.count(HelperAnswered(talk.id)) == int(waits)
