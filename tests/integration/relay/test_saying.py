"""What one side says goes to the other, once, and to nobody else."""

from datetime import timedelta

import pytest

from community.core.actor import system_actor
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotFound
from community.core.outbox.models import OutboxMessage, Priority
from community.core.outbox.service import to_person
from community.relay.errors import ConversationClosed, GivesAway, WordsTooLong
from community.relay.facts import HelperSpoke
from community.relay.kinds import GivenAway, Medium, Side
from community.relay.models import RelayMessage, RelayPlace
from community.relay.rules import WORDS_LIMIT
from community.relay.service import Party, Place, Said, open_conversation, say
from tests.integration.relay.talk import ALIASES, Talk, opened
from tests.support.factories import Region, Someone
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.raw import found_in_clear


async def test_a_conversation_is_opened_with_two_aliases_and_noted(
    region: Region, talk: Talk, mother: Someone, helper: Someone
) -> None:
    row = await talk.row()

    assert (row.asker_alias, row.helper_alias) == ALIASES
    assert (row.opened_at, row.closed_at, row.erase_at) == (region.clock.now(), None, None)
    entry = await only(region.database, AuditEntry, AuditEntry.subject_kind == "conversation")
    assert (entry.tag, entry.subject_id) == ("job:conversation:open", talk.id)
    assert (entry.person_id, entry.facts) == (mother.id, {"helper": helper.id})


async def test_nobody_talks_to_oneself(region: Region, mother: Someone) -> None:
    async with region.database.write() as session:
        with pytest.raises(InvalidInput):
            await open_conversation(session, Party(mother.id, "а"), Party(mother.id, "б"))


async def test_words_are_saved_and_go_to_the_other_side(
    region: Region, talk: Talk, mother: Someone, helper: Someone
) -> None:
    message = await talk.say(mother, "Он не спит третью ночь", at=talk.place(mother, "77"))

    stored = await only(region.database, RelayMessage)
    assert (stored.id, stored.side, stored.medium) == (message.id, Side.ASKER, Medium.TEXT)
    assert (stored.words, stored.said_at) == ("Он не спит третью ночь", region.clock.now())
    place = await only(region.database, RelayPlace)
    assert (place.message_id, place.account_id) == (message.id, mother.account_id)
    assert (place.external_id, place.is_copy) == ("77", False)
    (letter,) = await queued(region.database, "relay.message")
    assert (letter.template, letter.params) == ("relay.message", {"message": message.id})
    assert letter.unique_key == f"relay.message:{message.id}:person:{helper.id}"
    assert letter.priority == Priority.ANSWER


async def test_an_answer_goes_back(
    region: Region, talk: Talk, mother: Someone, helper: Someone
) -> None:
    await talk.say(helper)

    assert await recipients(region.database, "relay.message") == [mother.id]
    assert (await only(region.database, RelayMessage)).side is Side.HELPER


async def test_what_was_said_and_the_aliases_lie_encrypted(region: Region, talk: Talk) -> None:
    await talk.say(talk.asker, "Тайнопись", file="telegram:Скрытый")

    planted = ["Тайнопись", "Скрытый", *ALIASES]
    assert await found_in_clear(region.database, planted) == []


async def test_no_line_of_the_log_counts_what_people_say(region: Region, talk: Talk) -> None:
    before = await rows(region.database, AuditEntry)
    await talk.say(talk.asker)

    assert len(await rows(region.database, AuditEntry)) == len(before)


async def test_the_helpers_first_words_are_told_once(region: Region, talk: Talk) -> None:
    heard: list[HelperSpoke] = []

    async def listen(_session: object, fact: HelperSpoke) -> None:
        heard.append(fact)

    region.database.facts.subscribe(HelperSpoke, listen)
    await talk.say(talk.asker)
    assert heard == []
    await talk.say(talk.helper)
    await talk.say(talk.helper)

    assert heard == [HelperSpoke(talk.id)]


async def test_first_and_last_words_are_timed(region: Region, talk: Talk) -> None:
    start = region.clock.now()
    for by in (talk.asker, talk.helper, talk.asker, talk.helper):
        await talk.say(by)
        region.advance_minutes(1)

    row = await talk.row()
    assert row.asker_spoke_at == start
    assert row.helper_spoke_at == start + timedelta(minutes=1)
    assert row.last_said_at == start + timedelta(minutes=3)


async def test_a_repeated_update_says_nothing_twice(
    region: Region, talk: Talk, other: Talk, mother: Someone
) -> None:
    at = talk.place(mother)
    first = await talk.say(mother, at=at)
    assert (await talk.say(mother, at=at)).id == first.id
    assert (await other.say(mother, at=at)).id == first.id, "another screen is open by now"
    await talk.close(mother)
    assert (await talk.say(mother, at=at)).id == first.id

    assert len(await rows(region.database, RelayMessage)) == 1
    assert len(await queued(region.database, "relay.message")) == 1


async def test_the_same_update_twice_at_once_is_one_message(
    region: Region, talk: Talk, mother: Someone
) -> None:
    at = talk.place(mother)
    messages, errors = await race(*(talk.say(mother, at=at) for _ in range(4)))

    assert errors == []
    assert {message.id for message in messages} == {(await only(region.database, RelayMessage)).id}
    assert len(await queued(region.database, "relay.message")) == 1


async def test_the_same_update_at_once_in_two_conversations_is_one_message(
    region: Region, talk: Talk, other: Talk, mother: Someone
) -> None:
    at = talk.place(mother)
    messages, errors = await race(talk.say(mother, at=at), other.say(mother, at=at))

    assert errors == []
    said = await only(region.database, RelayMessage)
    assert {message.id for message in messages} == {said.id}
    assert len(await queued(region.database, "relay.message")) == 1
    silent = other if said.conversation_id == talk.id else talk
    assert (await silent.row()).last_said_at is None


async def test_nobody_else_says_anything(region: Region, talk: Talk, stranger: Someone) -> None:
    with pytest.raises(NotFound):
        await talk.say(stranger)
    said = Said(Medium.TEXT, "Мы рядом", None)
    with pytest.raises(NotFound):
        await region.act(system_actor(), say, talk.id, said, talk.place(talk.asker))
    with pytest.raises(NotFound):
        await Talk(region, talk.asker, talk.helper, talk.id + 1000).say(talk.asker)

    assert await rows(region.database, RelayMessage) == []
    assert await rows(region.database, OutboxMessage) == []


async def test_a_place_in_another_persons_chat_tells_nothing(
    region: Region, talk: Talk, helper: Someone, mother: Someone
) -> None:
    at = talk.place(mother)
    await talk.say(mother, at=at)
    for place in (at, Place(10_000, "5")):
        with pytest.raises(NotFound):
            await talk.say(helper, at=place)


async def test_after_the_end_nothing_is_said(region: Region, talk: Talk) -> None:
    await talk.close(talk.helper)
    with pytest.raises(ConversationClosed):
        await talk.say(talk.asker)

    assert await rows(region.database, RelayMessage) == []


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ("пишите @anna_petrova", GivenAway.USERNAME),
        ("t.me/anna_petrova", GivenAway.PROFILE),
        ("8 913 123-45-67", GivenAway.PHONE),
        ("anna@example.ru", GivenAway.EMAIL),
    ],
)
async def test_what_gives_a_person_away_is_refused_until_both_agreed(
    region: Region, talk: Talk, words: str, what: GivenAway
) -> None:
    await talk.reveal(talk.asker)
    for file in (None, "telegram:AgAC"):
        with pytest.raises(GivesAway) as refused:
            await talk.say(talk.asker, words, file=file)
        assert refused.value.fields == {"what": what}
    assert await queued(region.database, "relay.message") == []

    await talk.reveal(talk.helper)
    await talk.say(talk.asker, words)
    assert (await only(region.database, RelayMessage)).words == words


async def test_words_are_as_long_as_a_messenger_holds(region: Region, talk: Talk) -> None:
    await talk.say(talk.asker, "😀" * (WORDS_LIMIT // 2))
    with pytest.raises(WordsTooLong) as refused:
        await talk.say(talk.asker, "😀" * (WORDS_LIMIT // 2) + "!")

    assert refused.value.fields == {"limit": WORDS_LIMIT}


async def test_a_file_needs_no_words_but_nothing_is_nothing(region: Region, talk: Talk) -> None:
    message = await talk.say(talk.asker, "", file="telegram:AgAC")
    assert (message.words, message.file) == (None, "telegram:AgAC")

    for words in (None, ""):
        with pytest.raises(InvalidInput) as refused:
            await talk.say(talk.asker, words)
        assert refused.value.fields == {"field": "words"}


async def test_a_reply_knows_what_it_answers_original_or_copy(region: Region, talk: Talk) -> None:
    asked = await talk.say(talk.asker, at=talk.place(talk.asker, "7"))
    await talk.deliver(asked, talk.helper, "40")

    answer = await talk.say(talk.helper, reply_to="40")
    more = await talk.say(talk.asker, reply_to="7")

    assert answer.reply_to_id == more.reply_to_id == asked.id


async def test_a_reply_to_what_stands_elsewhere_answers_nothing(
    region: Region, talk: Talk, other: Talk, mother: Someone
) -> None:
    await other.say(mother, at=talk.place(mother, "7"))

    assert (await talk.say(mother, reply_to="7")).reply_to_id is None
    assert (await talk.say(mother, reply_to="8")).reply_to_id is None
    assert (await talk.say(talk.helper, reply_to="7")).reply_to_id is None


async def test_a_letter_finds_its_person_whatever_else_is_open(
    region: Region, talk: Talk, other: Talk, mother: Someone
) -> None:
    await opened(region, talk.helper, other.helper)
    message = await other.say(mother)

    (letter,) = await queued(region.database, "relay.message")
    to = to_person(other.helper.id)
    assert (letter.recipient_kind, letter.recipient_id) == (to.kind, to.id)
    assert letter.params == {"message": message.id}
