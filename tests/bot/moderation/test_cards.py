"""One card an incident in the moderators' chat, edited in place as people decide."""

import pytest

from community.core.audit import AuditEntry
from moderation.incidents.kinds import Decision, IncidentState, LessonState, MessageState
from moderation.incidents.models import Lesson
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import (
    CERTAIN_SPAM,
    DESPAIR,
    HARD_DATA,
    INSULT,
    LIKELY_SPAM,
    SOFT_DATA,
    THREAT,
)
from tests.support.looking import rows

HELD = f"Есть {LIKELY_SPAM} <вечером> & по выходным"


@pytest.mark.both_databases
async def test_a_held_message_comes_with_all_that_is_needed_to_decide(club: Club) -> None:
    desk = await Desk.of(club)
    author, neighbour = await desk.neighbour("Мария"), await desk.neighbour("Анна")
    await desk.say(neighbour, "Всем доброе утро")

    await desk.say(author, HELD)

    card = await desk.card()
    assert "Похоже на рекламу или обман" in card
    assert "«Наш чат»" in card
    assert HELD in card
    assert "Почему: приглашение написать незнакомому человеку" in card
    assert "Всем доброе утро" in card
    assert "Убрано из чата" in card
    (shown,) = await desk.moderators_see()
    assert f"tg://user?id={author}" in shown["html"]
    (view,) = await rows(club.region.database, AuditEntry, AuditEntry.tag == "bot:incident:view")
    assert view.actor_id is None


async def test_one_card_tells_who_took_it_and_who_decided_what(club: Club) -> None:
    desk = await Desk.of(club)
    moderator = await desk.moderator("Вера")
    await desk.say(await desk.neighbour(), HELD)

    await desk.tap(moderator, "✋")
    assert "Смотрит: Вера" in await desk.card()
    said = await desk.tap(moderator, "✅")

    assert "Отменить" in said
    card = await desk.card()
    assert "Решение: удалить" in card
    assert "Вера" in card
    assert await desk.buttons() == ["↩️ Отменить", "❓ Почему?"]
    assert (await desk.incident()).decision is Decision.RIGHT


async def test_a_mistake_is_undone_in_every_chat_by_one_tap(club: Club) -> None:
    """Scenario 6: a long-time mother is banned for a link."""
    desk = await Desk.of(club)
    other = await club.chat(district=1, title="Другой чат")
    mother, activist = await desk.newcomer("Анна"), await desk.moderator("Вера")
    await club.messenger.add_member(other, mother)
    await club.settle()
    await desk.say(mother, f"Легко: {CERTAIN_SPAM}!")
    assert "Забанен в 2 чатах" in await desk.card()

    await desk.tap(activist, "вернуть")

    for chat in (desk.chat, other):
        assert await desk.status(mother, chat) == "left"
    assert await desk.lines() == [f"Анна:\nЛегко: {CERTAIN_SPAM}!"]
    lessons = await rows(club.region.database, Lesson, Lesson.state == LessonState.ACTIVE)
    assert [lesson.is_bad for lesson in lessons] == [False]
    card = await desk.card()
    assert "Решение: всё в порядке" in card
    assert "Забанен" not in card
    assert "Снова в чате" in card
    assert "снова открыты" in await club.screen(mother)
    (entry,) = await rows(club.region.database, AuditEntry, AuditEntry.tag == "bot:incident:decide")
    assert (entry.actor_role, entry.facts) == ("activist", {"decision": "innocent"})


async def test_a_persons_decision_is_undone_by_one_tap_as_well(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour("Мария"), await desk.moderator()
    await desk.say(author, HELD)
    await desk.tap(moderator, "⛔")
    assert await desk.status(author) == "kicked"

    said = await desk.tap(moderator, "Отменить")

    assert "всё как было" in said
    assert await desk.status(author) == "left"
    assert (await desk.incident()).state is IncidentState.OPEN
    assert "⛔ Забанить" in await desk.buttons()


async def test_a_mute_by_button_is_the_next_step_of_the_ladder(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, HELD)

    await desk.tap(moderator, "🔇")

    assert await desk.status(author) == "restricted"
    assert "Не пишет до" in await desk.card()
    words = await club.words(author)
    assert "вы можете читать чаты клуба, но не писать в них" in words
    assert "/sos" in words


async def test_of_two_moderators_the_second_sees_who_was_faster(club: Club) -> None:
    desk = await Desk.of(club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    await desk.say(await desk.neighbour(), HELD)
    messenger = club.messenger

    taps = [
        await messenger.tap(first, "⚠️", chat_id=desk.moderators),
        await messenger.tap(second, "вернуть", chat_id=desk.moderators),
    ]
    await club.settle()

    answers = [await messenger.callback(tap["callback_id"]) or {} for tap in taps]
    assert "Сделано" in answers[0]["text"]
    assert "Уже решено (Вера): удалить и предупредить" in answers[1]["text"]
    assert (await desk.incident()).decision is Decision.WARN


async def test_why_is_answered_over_the_screen(club: Club) -> None:
    desk = await Desk.of(club)
    moderator = await desk.moderator()
    await desk.say(await desk.neighbour(), HELD)

    said = await desk.tap(moderator, "❓")

    assert said == "Уверенность: 70%.\n• приглашение написать незнакомому человеку"


async def test_a_rule_of_the_chat_is_not_called_a_guess(club: Club) -> None:
    desk = await Desk.of(club)
    moderator = await desk.moderator()
    await desk.say(await desk.newcomer(), "Смотрите, что нашла: www.example.com/lamp")

    said = await desk.tap(moderator, "❓")

    assert said == "По правилу этого чата.\n• ссылка от новичка"


async def test_of_personal_data_moderators_see_the_kind_and_never_the_text(club: Club) -> None:
    """Scenario 7."""
    desk = await Desk.of(club)
    author = await desk.neighbour()

    await desk.say(author, f"Алина Петрова, СНИЛС {HARD_DATA}")

    card = await desk.card()
    assert "Личные данные" in card
    assert "номер СНИЛС" in card
    assert "Текст не хранится" in card
    assert "Алина" not in card
    assert HARD_DATA not in card


async def test_whoever_is_in_distress_is_met_and_never_punished(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator("Вера")
    await desk.say(author, f"Я больше {DESPAIR}")

    card = await desk.card()
    assert "Человеку может быть плохо" in card
    assert "Я рядом, поговорим?" in card
    assert "Слова и телефоны, которые можно переслать" in card
    assert "8-800" in card
    assert await desk.buttons() == ["🤝 Иду", "🙂 Ложная тревога", "❓ Почему?"]
    assert await desk.lines() == [f"Я больше {DESPAIR}"]

    await desk.tap(moderator, "🤝 Иду")
    assert "Вера" in await desk.card()
    await desk.tap(moderator, "✅ Разговор помог")

    card = await desk.card()
    assert "рядом наш человек" in card
    assert "Вера" in card
    assert "8-800" not in card


async def test_a_false_alarm_is_closed_by_one_tap_and_remembered(club: Club) -> None:
    """Scenario 15."""
    desk = await Desk.of(club)
    moderator = await desk.moderator()
    await desk.say(await desk.neighbour(), f"{DESPAIR} без кофе, умираю со смеху")

    await desk.tap(moderator, "🙂")

    assert "ложная тревога" in await desk.card()
    (lesson,) = await rows(club.region.database, Lesson)
    assert (lesson.topic, lesson.is_bad) == ("distress", False)
    assert await desk.lines() == [f"{DESPAIR} без кофе, умираю со смеху"]


async def test_a_trial_says_what_would_have_been_done(club: Club) -> None:
    desk = await Desk.of(club)
    await desk.rule(dry_run_spam=True)

    await desk.say(await desk.neighbour(), HELD)

    assert "Пробный режим: ничего не сделано. В рабочем: отложил бы" in await desk.card()
    assert await desk.lines() == [HELD]


async def test_a_mere_hint_brings_no_card(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour()

    await desk.say(author, f"{SOFT_DATA} пошла в школу")

    assert await desk.cards() == []
    assert "оно осталось на месте" in await club.screen(author)
    assert "дочка, 9 лет" in await club.screen(author)


async def test_without_a_chat_of_their_own_each_moderator_has_the_card_in_private(
    club: Club,
) -> None:
    desk = await Desk.without_a_chat(club)
    first, second = await desk.moderator("Вера"), await desk.moderator("Зоя")
    await desk.say(await desk.neighbour(), HELD)
    assert HELD in await club.screen(second)

    await club.tap(first, "✅")

    assert "Решение: удалить" in await club.screen(first)
    assert "Решение: удалить" in await club.screen(second)


async def test_a_message_that_the_messenger_protects_is_said_to_stand(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour()
    await club.messenger.promote(desk.chat, bot=True, rights=["can_invite_users"])
    await club.settle()

    await desk.say(author, f"Он {INSULT}")

    card = await desk.card()
    assert "Мессенджер не дал убрать" in card
    assert await desk.lines() == [f"Он {INSULT}"]


async def test_a_card_says_what_the_messenger_did_not_allow(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour()
    await club.messenger.promote(
        desk.chat, bot=True, rights=["can_invite_users", "can_delete_messages"]
    )
    await club.settle()

    await desk.say(author, f"Я тебя {THREAT}")

    assert "мне не хватило прав" in await desk.card()
    assert [m.state for m in await desk.messages()] == [MessageState.REMOVED]


async def test_a_typed_number_presses_a_button_of_a_private_card(club: Club) -> None:
    desk = await Desk.without_a_chat(club)
    moderator = await desk.moderator()
    await desk.say(await desk.neighbour(), HELD)

    await club.say(moderator, "1")

    assert (await desk.incident()).decision is Decision.RIGHT


async def test_whoever_waited_for_a_moderators_look_hears_how_it_ended(club: Club) -> None:
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.say(author, HELD)
    assert "пока отложено" in await club.screen(author)

    await desk.tap(moderator, "✅")

    assert "в чат оно не вернётся" in await club.screen(author)
    assert HELD in await club.screen(author)
    assert await club.buttons(author) == ["🙋 Не согласен"]
