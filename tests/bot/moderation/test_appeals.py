"""«Не согласен»: another moderator than the one who decided looks again."""

from datetime import timedelta

import pytest

from moderation.incidents.kinds import AppealState, Decision
from moderation.incidents.models import Appeal
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import HARD_DATA, INSULT, LIKELY_SPAM
from tests.support.looking import only, rows

RUDE = f"Наш сосед {INSULT} & лжец"


async def appealed(club: Club) -> Appeal:
    return await only(club.region.database, Appeal)


async def without_words(club: Club, author: int) -> None:
    """Under the question, which stands below the explanation that keeps its button."""
    question = (await club.messenger.inbox(author))["messages"][-1]
    await club.messenger.tap(author, "Без слов", message_id=question["id"])
    await club.settle()


@pytest.mark.both_databases
async def test_the_text_comes_back_with_the_reason_and_a_way_to_disagree(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour("Мария")

    await desk.say(author, RUDE)

    screen = await club.screen(author)
    assert "убрано: в нём слова, которые ранят. Злиться здесь можно" in screen
    assert RUDE in screen
    assert await club.buttons(author) == ["🙋 Не согласен"]


async def test_a_very_long_text_comes_back_whole(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour()
    long = f"{INSULT} " + "очень долгая история " * 190

    await desk.say(author, long.strip())

    assert long.strip() in await club.words(author)
    assert "Текст — выше этого сообщения" in await club.screen(author)


async def test_nobody_promises_to_put_back_personal_data_that_were_not_kept(club: Club) -> None:
    desk = await Desk.of(club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    author = await desk.neighbour("Мария")
    await desk.say(author, f"Нужен ли СНИЛС {HARD_DATA}?")
    assert not [label for label in await desk.buttons() if "вернуть" in label]
    await desk.tap(first, "⚠️")
    await club.tap(author, "Не согласен")
    await without_words(club, author)

    assert not [label for label in await desk.buttons() if "вернуть" in label]
    await desk.tap(second, "Автор прав")

    answer = await club.words(author)
    assert "согласен с вами. Простите нас. Сам текст я не сохранил" in answer
    assert "Всё возвращено" not in answer


async def test_another_moderator_agrees_with_the_author(club: Club) -> None:
    desk = await Desk.of(club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    author = await desk.neighbour("Мария")
    await desk.say(author, f"Есть {LIKELY_SPAM}")
    await desk.tap(first, "⚠️")
    explanation = (await club.messenger.inbox(author))["messages"][-1]

    await club.tap(author, "Не согласен")
    assert "Посмотрит другой модератор" in await club.screen(author)
    await club.say(author, "Это помощь соседке, а не реклама")
    assert "Спасибо, что сказали" in await club.screen(author)

    messages = (await club.messenger.inbox(author))["messages"]
    (still,) = [one for one in messages if one["id"] == explanation["id"]]
    assert (still["text"], still["keyboard"]) == (explanation["text"], explanation["keyboard"])
    card = (await desk.cards())[-1]
    assert "Автор не согласен" in card
    assert "Это помощь соседке, а не реклама" in card
    assert "решает кто-то другой" in await desk.tap(first, "Автор прав")
    assert (await appealed(club)).state is AppealState.OPEN

    await desk.tap(second, "Автор прав")

    assert (await desk.incident()).decision is Decision.INNOCENT
    assert "согласен с вами" in await club.words(author)
    assert await desk.lines() == [f"Мария:\nЕсть {LIKELY_SPAM}"]
    assert "оказался прав" in (await desk.cards())[0]


async def test_a_decision_that_stays_is_told_with_respect(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, RUDE)
    await club.tap(author, "Не согласен")
    await without_words(club, author)

    await desk.tap(moderator, "Оставить как есть")

    assert "Решение остаётся прежним. Вам здесь по-прежнему рады" in await club.screen(author)
    assert await desk.lines() == []
    assert "Без слов" in (await desk.cards())[-1]
    assert (await appealed(club)).state is AppealState.REFUSED


async def test_one_look_is_asked_for_once(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author = await desk.neighbour()
    await desk.say(author, RUDE)
    incident = await desk.incident()
    await sqlite_club.tap(author, "Не согласен")
    await without_words(sqlite_club, author)

    await sqlite_club.tap_gone(author, 1, f"inc:{incident.id}:appeal")

    assert "уже попросили посмотреть ещё раз" in await sqlite_club.screen(author)
    assert len(await rows(sqlite_club.region.database, Appeal)) == 1


async def test_nobody_appeals_for_somebody_else(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    await desk.say(await desk.neighbour(), RUDE)
    stranger = await desk.neighbour("Анна")

    await sqlite_club.tap_gone(stranger, 1, f"inc:{(await desk.incident()).id}:appeal")

    assert "Этого здесь больше нет" in await sqlite_club.screen(stranger)


async def test_after_a_month_there_is_nothing_to_look_at(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author = await desk.neighbour()
    await desk.say(author, RUDE)
    sqlite_club.region.clock.advance(timedelta(days=31))

    answer = await sqlite_club.tap(author, "Не согласен")

    assert "больше нечего пересматривать" in answer["text"]


async def test_words_that_are_too_long_are_asked_for_again(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author = await desk.neighbour()
    await desk.say(author, RUDE)
    await sqlite_club.tap(author, "Не согласен")

    await sqlite_club.say(author, "почему " * 300)

    assert "можно до 1000 знаков" in await sqlite_club.screen(author)
    assert await rows(sqlite_club.region.database, Appeal) == []


async def test_an_appeal_is_decided_once_and_the_second_hears_it(sqlite_club: Club) -> None:
    desk = await Desk.of(sqlite_club)
    author = await desk.neighbour()
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    await desk.say(author, RUDE)
    await sqlite_club.tap(author, "Не согласен")
    await without_words(sqlite_club, author)
    messenger = sqlite_club.messenger

    taps = [
        await messenger.tap(first, "Автор прав", chat_id=desk.moderators),
        await messenger.tap(second, "Оставить", chat_id=desk.moderators),
    ]
    await sqlite_club.settle()

    late = await messenger.callback(taps[1]["callback_id"]) or {}
    assert "Кто-то успел на мгновение раньше" in late["text"]
    assert (await appealed(sqlite_club)).state is AppealState.GRANTED
