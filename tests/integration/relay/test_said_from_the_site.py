"""What is said in a form of the site, without a place in any messenger."""

import pytest

from community.core.errors import InvalidInput, NotFound
from community.core.outbox.models import OutboxMessage
from community.relay.errors import ConversationClosed, GivesAway
from community.relay.kinds import Medium, Side
from community.relay.models import ONCE_LENGTH, RelayMessage, RelayPlace
from community.relay.service import Said, say, withdraw
from tests.integration.relay.talk import Talk, as_
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, recipients, rows


async def write(
    talk: Talk, by: Someone, words: str = "Здравствуйте", *, once: str | None = "n1"
) -> RelayMessage:
    said = Said(Medium.TEXT, words, None)
    return await talk.region.act(as_(by), say, talk.id, said, once=once)


async def test_words_go_to_the_other_side_and_stand_nowhere_yet(region: Region, talk: Talk) -> None:
    message = await write(talk, talk.helper, "Какие выплаты вы уже получаете?")

    stored = await only(region.database, RelayMessage)
    assert (stored.id, stored.side) == (message.id, Side.HELPER)
    assert await rows(region.database, RelayPlace) == []
    assert await recipients(region.database, "relay.message") == [talk.asker.id]


async def test_a_form_sent_twice_says_it_once(region: Region, talk: Talk) -> None:
    first = await write(talk, talk.helper)
    assert (await write(talk, talk.helper)).id == first.id
    await talk.close(talk.asker)
    assert (await write(talk, talk.helper)).id == first.id, "although it is over by now"

    assert len(await queued(region.database, "relay.message")) == 1


async def test_a_form_sent_twice_at_once_says_it_once(region: Region, talk: Talk) -> None:
    messages, errors = await race(*(write(talk, talk.helper) for _ in range(5)))

    assert errors == []
    assert {one.id for one in messages} == {(await only(region.database, RelayMessage)).id}
    assert len(await queued(region.database, "relay.message")) == 1


async def test_two_forms_are_two_messages(region: Region, talk: Talk) -> None:
    await write(talk, talk.helper, "Да")
    await write(talk, talk.helper, "Да", once="n2")

    assert len(await rows(region.database, RelayMessage)) == 2


async def test_a_nonce_finds_nothing_of_others(region: Region, talk: Talk, other: Talk) -> None:
    await write(talk, talk.helper, "Тайна")

    assert (await write(talk, talk.asker, "Моё")).words == "Моё"
    assert (await write(other, other.asker, "И это моё")).words == "И это моё"


@pytest.mark.parametrize("once", [None, "", "n" * (ONCE_LENGTH + 1)])
async def test_without_a_place_a_form_is_needed(
    region: Region, talk: Talk, once: str | None
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await write(talk, talk.helper, once=once)

    assert refused.value.fields == {"field": "once"}
    assert await rows(region.database, OutboxMessage) == []


async def test_the_same_rules_hold_as_in_the_messenger(talk: Talk, stranger: Someone) -> None:
    with pytest.raises(GivesAway):
        await write(talk, talk.helper, "Пишите на irina@mail.ru")
    with pytest.raises(NotFound):
        await write(talk, stranger)
    await talk.close(talk.asker)
    with pytest.raises(ConversationClosed):
        await write(talk, talk.helper)


async def test_it_is_taken_back_as_everything_else(region: Region, talk: Talk) -> None:
    message = await write(talk, talk.helper, "Лишнее")
    await talk.deliver(message, talk.asker, "40")

    await region.act(as_(talk.helper), withdraw, message.id)

    stored = await only(region.database, RelayMessage)
    assert (stored.words, stored.withdrawn_at) == (None, region.clock.now())
    assert await recipients(region.database, "relay.withdraw") == [talk.asker.id]


async def test_an_answer_in_the_messenger_keeps_its_thread(talk: Talk) -> None:
    asked = await write(talk, talk.helper, "Сколько лет ребёнку?")
    await talk.deliver(asked, talk.asker, "40")

    assert (await talk.say(talk.asker, "Девять", reply_to="40")).reply_to_id == asked.id
