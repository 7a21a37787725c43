"""A mother posts a number of a document (scenario 7): gone, with her at once, kept nowhere."""

import pytest
from structlog.testing import capture_logs

from moderation.detect import Action
from moderation.incidents.kinds import MessageState, Topic
from tests.support.club import Club
from tests.support.judging import HARD_DATA, SOFT_DATA
from tests.support.raw import found_in_clear, raw_bytes
from tests.support.street import PICTURE, Street

LEAK = f"Алина Петрова-Водкина, СНИЛС {HARD_DATA}. Подскажите, куда с этим идти?"


@pytest.mark.both_databases
async def test_a_leak_is_taken_away_and_given_back_in_private_with_its_data_covered(
    club: Club,
) -> None:
    street = await Street.of(club)
    mother = await street.neighbour()

    await street.say(mother, LEAK)

    assert await street.lines() == []
    screen = await club.screen(mother)
    assert "личные данные" in screen
    assert "[номер СНИЛС]. Подскажите, куда с этим идти?" in screen
    assert HARD_DATA not in screen
    (incident,) = await street.incidents()
    (message,) = await street.messages()
    assert (incident.topic, incident.action) == (Topic.PERSONAL_DATA, Action.REMOVE)
    assert incident.explained_at is not None
    assert (message.state, message.text) == (MessageState.REMOVED, None)


async def test_a_picture_that_went_with_them_is_told_of_and_not_sent_again(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.neighbour()

    await street.say(mother, photo={**PICTURE, "caption": LEAK})

    assert await street.lines() == []
    assert "Снимок или файл убран вместе с текстом" in await club.screen(mother)
    read = (await club.messenger.inbox(mother))["messages"] + await street.moderators_see()
    assert not [message for message in read if message["media"]]


async def test_the_words_are_found_nowhere_afterwards(
    club: Club, capsys: pytest.CaptureFixture[str]
) -> None:
    street = await Street.of(club)
    mother = await street.neighbour()

    with capture_logs() as logs:
        await street.say(mother, LEAK)
        await club.app.flush()
    await club.region.database.forget_old_pages()

    secrets = [HARD_DATA, "Петрова-Водкина", "куда с этим идти"]
    assert await found_in_clear(club.region.database, secrets) == []
    spoken = f"{logs} {capsys.readouterr()}"
    assert not [secret for secret in secrets if secret in spoken]


async def test_nothing_readable_with_the_key_is_kept_either(club: Club) -> None:
    street = await Street.of(club)
    await street.say(await street.neighbour(), "Как пройти в школу?")
    mother = await street.neighbour("Ольга")
    await street.say(mother, LEAK)
    await street.say(await street.neighbour("Нина"), "Ой, удалите")
    await street.say(await street.neighbour("Инна"), "Уже, спасибо")
    await club.app.flush()

    (incident,) = await street.incidents()
    assert (incident.excerpt, incident.context) == (None, None)
    assert LEAK.encode() not in await raw_bytes(club.region.database)


async def test_somebody_whom_the_bot_may_not_write_to_loses_no_message_of_the_club(
    club: Club,
) -> None:
    """The chat comes first: the message goes all the same, and the row tells without the text."""
    street = await Street.of(club)
    mother = await street.neighbour()
    await club.messenger.block_bot(mother)

    await street.say(mother, LEAK)

    assert await street.lines() == []
    (incident,) = await street.incidents()
    assert incident.explained_at is None


async def test_an_edited_message_is_judged_again(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.neighbour()
    written = await street.say(mother, "Подскажите, куда идти с документами?")
    assert len(await street.lines()) == 1

    await club.messenger.edit(mother, written, LEAK, chat_id=street.chat)
    await club.settle()

    assert await street.lines() == []
    assert "[номер СНИЛС]" in await club.screen(mother)


async def test_a_soft_hint_leaves_the_message_where_it_is(club: Club) -> None:
    street = await Street.of(club)
    mother = await street.neighbour()

    await street.say(mother, f"Моя {SOFT_DATA} любит рисовать")

    assert len(await street.lines()) == 1
    (incident,) = await street.incidents()
    assert (incident.action, incident.excerpt) == (Action.HINT, None)
    assert [message.text for message in await street.messages()] == [None]


async def test_in_the_activists_chat_nobody_listens(club: Club) -> None:
    street = await Street.of(club)
    activist = await street.activist()
    await club.knock(activist, street.moderators)

    await club.say(activist, LEAK, chat_id=street.moderators)

    assert await street.incidents() == []
    assert LEAK in [m["text"] for m in await street.moderators_see()]


async def test_a_very_long_text_comes_back_whole_but_for_its_data(club: Club) -> None:
    street = await Street.of(club)
    neighbour = await street.neighbour()
    long = ("очень долгая история " * 190).strip()

    await street.say(neighbour, f"{HARD_DATA} {long}")

    assert long in await club.words(neighbour)
    assert HARD_DATA not in await club.words(neighbour)
    assert "Текст — выше этого сообщения" in await club.screen(neighbour)


async def test_who_could_not_be_reached_at_first_still_hears_why_a_message_is_gone(
    sqlite_club: Club,
) -> None:
    """Giving the text back failed, and so did the first try of the word that stands in for it."""
    street = await Street.of(sqlite_club)
    mother = await street.neighbour()
    messenger = sqlite_club.messenger
    await messenger.say(mother, LEAK, chat_id=street.chat)
    await messenger.fault("500", "sendMessage")
    await sqlite_club.hear()
    await messenger.clear_faults()
    await sqlite_club.settle()
    assert "личные данные" not in await sqlite_club.screen(mother)

    await messenger.fault("500", "sendMessage", count=1)
    for _ in range(2):
        sqlite_club.region.advance_minutes(1)
        await sqlite_club.settle()

    assert "личные данные" in await sqlite_club.screen(mother)
