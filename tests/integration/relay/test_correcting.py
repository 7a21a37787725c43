"""Correcting and taking back: only one's own, on both sides."""

import pytest

from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotFound
from community.relay.errors import (
    ConversationClosed,
    GivesAway,
    NothingToTakeBack,
    WordsTooLong,
)
from community.relay.models import RelayMessage
from community.relay.rules import WORDS_LIMIT
from community.relay.service import withdraw, withdraw_last
from tests.integration.relay.talk import Talk, as_
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.raw import found_in_clear


async def test_a_correction_goes_to_the_other_side(region: Region, talk: Talk) -> None:
    at = talk.place(talk.asker)
    message = await talk.say(talk.asker, "Он не спит", at=at)
    region.advance_minutes(1)
    for words in ("Он не спит ночью", "Он не спит совсем"):
        assert await talk.edit(talk.asker, at, words)

    stored = await only(region.database, RelayMessage)
    assert (stored.words, stored.edited_at) == ("Он не спит совсем", region.clock.now())
    letters = await queued(region.database, "relay.edit")
    assert [letter.params for letter in letters] == [{"message": message.id}] * 2
    assert {letter.recipient_id for letter in letters} == {talk.helper.id}


async def test_the_same_words_again_are_no_correction(region: Region, talk: Talk) -> None:
    at = talk.place(talk.asker)
    await talk.say(talk.asker, "Он не спит", at=at)
    assert await talk.edit(talk.asker, at, "Он не спит")

    assert await queued(region.database, "relay.edit") == []
    assert (await only(region.database, RelayMessage)).edited_at is None


async def test_only_ones_own_message_is_corrected(
    region: Region, talk: Talk, stranger: Someone
) -> None:
    at = talk.place(talk.asker)
    message = await talk.say(talk.asker, "Он не спит", at=at)
    await talk.deliver(message, talk.helper, "40")

    assert await talk.edit(stranger, at, "Чужое") is None
    assert await talk.edit(talk.helper, at, "Чужое") is None
    assert await talk.edit(talk.helper, talk.place(talk.helper, "40"), "Чужое") is None
    assert await talk.edit(talk.asker, talk.place(talk.asker), "Не здесь") is None
    assert (await only(region.database, RelayMessage)).words == "Он не спит"
    assert await queued(region.database, "relay.edit") == []


async def test_a_correction_is_looked_at_as_new_words_are(region: Region, talk: Talk) -> None:
    at = talk.place(talk.asker)
    await talk.say(talk.asker, "Он не спит", at=at)
    for words, error in (
        ("я @anna_petrova", GivesAway),
        ("я" * (WORDS_LIMIT + 1), WordsTooLong),
        ("", InvalidInput),
    ):
        with pytest.raises(error):
            await talk.edit(talk.asker, at, words)

    assert (await only(region.database, RelayMessage)).words == "Он не спит"


async def test_a_picture_may_lose_its_words(region: Region, talk: Talk) -> None:
    at = talk.place(talk.asker)
    await talk.say(talk.asker, "Рисунок", file="telegram:AgAC", at=at)
    await talk.edit(talk.asker, at, "")

    stored = await only(region.database, RelayMessage)
    assert (stored.words, stored.file) == (None, "telegram:AgAC")
    assert len(await queued(region.database, "relay.edit")) == 1


async def test_what_was_taken_back_or_is_over_is_not_corrected(region: Region, talk: Talk) -> None:
    at, later = talk.place(talk.asker), talk.place(talk.asker)
    message = await talk.say(talk.asker, "Он не спит", at=at)
    await talk.say(talk.asker, "Уже спит", at=later)
    await region.act(as_(talk.asker), withdraw, message.id)

    assert await talk.edit(talk.asker, at, "Он не спит совсем") is None
    await talk.close(talk.asker)
    with pytest.raises(ConversationClosed):
        await talk.edit(talk.asker, later, "Ещё не спит")


async def test_taking_back_empties_the_words_and_the_other_screen(
    region: Region, talk: Talk
) -> None:
    message = await talk.say(talk.asker, "Тайнопись", file="telegram:AgAC")
    await region.act(as_(talk.asker), withdraw, message.id)

    stored = await only(region.database, RelayMessage)
    assert (stored.words, stored.file) == (None, None)
    assert stored.withdrawn_at == region.clock.now()
    assert await recipients(region.database, "relay.withdraw") == [talk.helper.id]
    entry = await only(region.database, AuditEntry, AuditEntry.tag == "bot:conversation:withdraw")
    assert (entry.actor_id, entry.facts) == (talk.asker.id, {"message": message.id})
    assert entry.person_id == talk.asker.id
    await region.database.forget_old_pages()
    assert await found_in_clear(region.database, ["Тайнопись"]) == []


async def test_taking_back_twice_even_at_once_changes_nothing(region: Region, talk: Talk) -> None:
    message = await talk.say(talk.asker)
    _, errors = await race(*(region.act(as_(talk.asker), withdraw, message.id) for _ in range(3)))
    region.advance_minutes(1)
    again = await region.act(as_(talk.asker), withdraw, message.id)

    assert errors == []
    assert again.withdrawn_at != region.clock.now()
    assert len(await queued(region.database, "relay.withdraw")) == 1


async def test_nobody_takes_back_what_another_said(
    region: Region, talk: Talk, stranger: Someone
) -> None:
    message = await talk.say(talk.asker)
    for actor in (as_(talk.helper), as_(stranger), SYSTEM):
        with pytest.raises(NotFound):
            await region.act(actor, withdraw, message.id)
    with pytest.raises(NotFound):
        await region.act(as_(talk.asker), withdraw, message.id + 1)
    with pytest.raises(NotFound):
        await region.act(as_(stranger), withdraw_last, talk.id)

    assert (await only(region.database, RelayMessage)).words == "Я рядом"


async def test_the_newest_that_still_stands_is_taken_back(region: Region, talk: Talk) -> None:
    first = await talk.say(talk.asker)
    second = await talk.say(talk.asker, None, file="telegram:AgAC")
    await talk.say(talk.helper)

    assert (await region.act(as_(talk.asker), withdraw_last, talk.id)).id == second.id
    assert (await region.act(as_(talk.asker), withdraw_last, talk.id)).id == first.id
    with pytest.raises(NothingToTakeBack):
        await region.act(as_(talk.asker), withdraw_last, talk.id)


async def test_words_can_be_taken_back_when_all_is_over(region: Region, talk: Talk) -> None:
    message = await talk.say(talk.asker)
    await talk.close(talk.helper)
    await region.act(as_(talk.asker), withdraw, message.id)

    assert await recipients(region.database, "relay.withdraw") == [talk.helper.id]


async def test_a_correction_never_brings_back_what_is_taken_back_at_that_moment(
    region: Region, talk: Talk
) -> None:
    at = talk.place(talk.asker)
    message = await talk.say(talk.asker, "Он не спит", at=at)
    _, errors = await race(
        talk.edit(talk.asker, at, "Он не спит совсем"),
        region.act(as_(talk.asker), withdraw, message.id),
    )

    assert errors == []
    assert {row.words for row in await rows(region.database, RelayMessage)} == {None}
