"""What an author reads in private: one message for whatever one decision has changed."""

import pytest

from community.core.actor import Role
from community.core.db import Database
from moderation.incidents.deciding import decide, undo
from moderation.incidents.kinds import AppealState, Decision
from moderation.incidents.models import Appeal
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import CERTAIN_SPAM, HARD_DATA, INSULT, LIKELY_SPAM, THREAT
from tests.support.looking import only

HELD = f"Есть {LIKELY_SPAM}"
RUDE = "Сами вы такие"


async def inbox(club: Club, author: int) -> list[str]:
    return [str(one["text"]) for one in (await club.messenger.inbox(author))["messages"]]


async def last_word(club: Club, author: int, before: list[str]) -> str:
    """The only message that came after `before`."""
    (word,) = (await inbox(club, author))[len(before) :]
    return word


async def appealed(database: Database) -> AppealState:
    return (await only(database, Appeal)).state


@pytest.mark.both_databases
async def test_who_waited_hears_that_the_message_is_back(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    await desk.say(author, HELD)
    before = await inbox(club, author)

    await desk.tap(moderator, "вернуть")

    assert await desk.lines() == [f"Мария:\n{HELD}"]
    assert await last_word(club, author, before) == (
        "🙂 Ваше сообщение снова в чате «Наш чат». Спасибо, что подождали."
    )


async def test_a_mistake_of_the_machine_is_apologised_for(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    await desk.say(author, f"Сосед {INSULT}")
    before = await inbox(sqlite_club, author)

    await desk.tap(moderator, "вернуть")

    word = await last_word(sqlite_club, author, before)
    assert "снова в чате «Наш чат»: его убрали по ошибке. Простите нас." in word


async def test_the_message_and_the_mute_are_put_right_by_one_word(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    before = await inbox(club, author)
    await desk.say(author, f"Я тебя {THREAT}")
    word = await last_word(club, author, before)
    assert f"Я тебя {THREAT}" in word
    assert "вы можете читать чаты клуба, но не писать в них. Это пауза" in word
    assert "/sos" in word
    before = await inbox(club, author)

    await desk.tap(moderator, "вернуть")

    word = await last_word(club, author, before)
    assert "снова в чате" in word
    assert "Вы снова можете писать в чатах клуба" in word


async def test_a_warning_comes_with_the_words_it_is_about(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    before = await inbox(club, author)

    await desk.command(moderator, "/warn", to=await desk.say(author, RUDE))

    word = await last_word(club, author, before)
    assert "Ваше сообщение в «Наш чат» убрано" in word
    assert RUDE in word
    assert "⚠️ Предупреждение. Ничего не закрыто" in word
    assert await club.buttons(author) == ["🙋 Не согласен"]


async def test_a_warning_for_what_was_put_aside_says_that_it_stays_away(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, HELD)
    before = await inbox(sqlite_club, author)

    await desk.tap(moderator, "⚠️")

    word = await last_word(sqlite_club, author, before)
    assert "Модератор посмотрел" in word
    assert "⚠️ Предупреждение" in word


async def test_undoing_a_ban_gives_back_words_and_chats_by_one_word(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    await desk.command(moderator, "/ban", to=await desk.say(author, RUDE))
    before = await inbox(sqlite_club, author)

    await desk.tap(moderator, "Отменить")

    word = await last_word(sqlite_club, author, before)
    assert "его убрали по ошибке" in word
    assert "Чаты клуба снова открыты для вас: /chats" in word


@pytest.mark.parametrize("order", ["/warn", "/mute", "/ban"])
async def test_what_was_undone_before_anybody_heard_of_it_is_not_spoken_of(
    club: Club, order: str
) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    written = await desk.say(author, RUDE)
    before = await inbox(club, author)

    await club.messenger.say(moderator, order, chat_id=desk.chat, reply_to=written)
    await club.hear()
    await desk.undo(await desk.incident())

    assert await inbox(club, author) == before
    assert await desk.lines() == [RUDE]


async def test_a_sanction_somebody_did_hear_of_is_told_to_be_over_after_a_hasty_undo(
    sqlite_club: Club,
) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, f"Я тебя {THREAT}")
    incident = await desk.incident()
    region = sqlite_club.region
    colleague = await region.holder(Role.ACTIVIST, district=0)
    await region.act(colleague, decide, incident.id, Decision.INNOCENT)
    await region.act(colleague, undo, incident.id)
    await sqlite_club.settle()
    before = await inbox(sqlite_club, author)

    await desk.tap(moderator, "вернуть")

    assert "Вы снова можете писать" in await last_word(sqlite_club, author, before)


async def test_what_could_not_be_kept_is_asked_for_again(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, f"СНИЛС {HARD_DATA}")
    before = await inbox(sqlite_club, author)

    await desk.tap(moderator, "Всё в порядке")

    word = await last_word(sqlite_club, author, before)
    assert "с ним всё в порядке. Сам текст я не сохранил" in word


async def test_a_granted_appeal_is_one_word_and_so_is_its_undoing(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    await desk.say(author, f"Я тебя {THREAT}")
    await club.tap(author, "Не согласен")
    await club.say(author, "Это про комара")
    before = await inbox(club, author)

    await desk.tap(moderator, "Автор прав")

    word = await last_word(club, author, before)
    assert "согласен с вами. Всё возвращено" in word
    assert "Вы снова можете писать" in word
    before = await inbox(club, author)
    (card, *_) = await desk.moderators_see()
    await club.messenger.tap(moderator, "Отменить", chat_id=desk.moderators, message_id=card["id"])
    await club.settle()

    word = await last_word(club, author, before)
    assert "Мы ещё раз смотрим ваше сообщение в «Наш чат»" in word
    assert "А пока оно убрано из чата" in word
    assert "но не писать в них" in word
    assert await appealed(club.region.database) is AppealState.OPEN
    assert "Автор не согласен" in (await desk.cards())[-1], "asked anew"
    assert "↩️ Автор прав, вернуть" in await desk.buttons()


async def test_a_storm_is_calmed_without_a_word_to_each(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    moderator = await desk.moderator()
    flood = [await desk.newcomer(f"Гость {number}") for number in range(9)]
    for author in flood:
        await sqlite_club.messenger.say(author, f"Легко: {CERTAIN_SPAM}!", chat_id=desk.chat)
    await sqlite_club.settle()
    before = [await inbox(sqlite_club, author) for author in flood]

    await desk.tap(moderator, "Вернуть всё")

    assert [await inbox(sqlite_club, author) for author in flood] == before
