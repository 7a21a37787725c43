"""Whoever came and whoever called write to each other through the bot."""

from datetime import timedelta

from bot.features.privacy.export import collect
from community.duty.kinds import Outcome, SignalState
from community.relay import service as relay
from community.relay.models import RelayMessage
from tests.support.club import Club
from tests.support.looking import only, rows
from tests.support.night import Night
from tests.support.street import PICTURE


async def together(club: Club) -> tuple[Night, int]:
    """Vera has come to Anna."""
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await club.tap(night.vera, "🤝 Иду")
    return night, anna


async def test_words_go_both_ways_under_first_names(club: Club) -> None:
    night, anna = await together(club)

    await club.say(night.vera, "Я здесь. Расскажите")
    await club.say(anna, "Спасибо, что ответили")

    assert (await night.last_from_bot(anna))["text"] == "💬 Вера\nЯ здесь. Расскажите"
    assert (await night.last_from_bot(night.vera))["text"] == "💬 Анна\nСпасибо, что ответили"
    assert (await night.signal()).contact_at is not None


async def test_a_sign_says_that_it_was_passed_on(club: Club) -> None:
    night, anna = await together(club)

    await club.say(anna, "Мне страшно")

    mine = [one for one in await night.inbox(anna) if one["text"] == "Мне страшно"]
    assert mine[0]["reactions"]


async def test_a_reply_keeps_its_thread_after_a_restart(club: Club) -> None:
    night, anna = await together(club)
    await club.say(night.vera, "Где сейчас дети?")
    asked = await night.last_from_bot(anna)
    await club.restart()

    await club.say(anna, "У соседки", reply_to=asked["id"])

    answer = await night.last_from_bot(night.vera)
    question = next(
        one for one in await night.inbox(night.vera) if one["text"] == "Где сейчас дети?"
    )
    assert answer["text"].endswith("У соседки")
    assert answer["reply_to"]["id"] == question["id"]


async def test_voice_and_pictures_pass(club: Club) -> None:
    night, anna = await together(club)

    await club.say(anna, "", photo={**PICTURE, "caption": "Вот справка"})

    copy = await night.last_from_bot(night.vera)
    assert copy["media"]["kind"] == "photo"
    assert copy["text"] == "💬 Анна\nВот справка"
    assert "forward_origin" not in copy


async def test_somebody_in_danger_may_say_who_and_where_they_are(club: Club) -> None:
    night, anna = await together(club)

    await club.say(anna, "Ленина 5, кв. 12. Позвоните мне: 8 913 123-45-67")

    assert await night.heard_by(night.vera, "Ленина 5, кв. 12. Позвоните мне: 8 913 123-45-67")


async def test_where_aliases_are_kept_a_number_is_refused_with_a_reason(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.talk(anna, "Семья-217", night.vera, "психолог Вера")

    await club.say(anna, "Позвоните мне: 8 913 123-45-67")
    assert "номер телефона" in await club.screen(anna)
    await club.say(anna, "Можно спросить?")

    assert not await night.heard_by(night.vera, "913")
    assert await night.heard_by(night.vera, "💬 Семья-217")
    assert len(await rows(club.region.database, RelayMessage)) == 1


async def test_both_agree_or_nothing_opens(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    talk = await night.talk(anna, "Семья-217", night.vera, "психолог Вера")

    await club.region.act(night.people[anna], relay.agree_to_reveal, talk)
    await club.settle()
    assert "предлагает открыться" in await club.screen(night.vera)
    await club.tap(night.vera, "🤝 Согласиться")
    await club.say(anna, "Мой номер 8 913 123-45-67")

    assert await night.heard_by(night.vera, "8 913 123-45-67")


async def test_a_correction_changes_the_copy(club: Club) -> None:
    night, anna = await together(club)
    await club.say(anna, "Он ушол")
    mine = [one for one in await night.inbox(anna) if one["text"] == "Он ушол"]

    await club.messenger.edit(anna, mine[0]["id"], "Он ушёл")
    await club.settle()

    assert (await night.last_from_bot(night.vera))["text"] == "💬 Анна\nОн ушёл"


async def test_the_longest_message_arrives_whole(club: Club) -> None:
    night, anna = await together(club)

    await club.say(anna, "я" * 4096)

    head, words = [one for one in await night.inbox(night.vera) if one["from"]["is_bot"]][-2:]
    assert head["text"] == "💬 Анна"
    assert words["text"] == "я" * 4096


async def test_whoever_blocks_the_bot_is_not_waited_for_in_vain(club: Club) -> None:
    night, anna = await together(club)
    await club.messenger.block_bot(anna)
    await club.settle()

    await club.say(night.vera, "Вы здесь?")

    assert "последнее сообщение не дошло" in await club.screen(night.vera)
    assert (await only(club.region.database, RelayMessage)).undelivered_at is not None


async def test_a_second_helper_reads_who_is_there(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await night.minutes_pass(15)

    await club.tap(night.vera, "🤝 Иду")

    assert "С человеком сейчас: Вера" in (await night.last_from_bot(night.oleg))["text"]
    assert (await night.signal()).state is SignalState.TAKEN


async def test_two_conversations_are_never_mixed(club: Club) -> None:
    night, anna = await together(club)
    boris = await night.comes("Борис")
    await night.calls(boris)
    await club.tap(night.vera, "🤝 Иду")

    await club.say(night.vera, "Держитесь, я с вами")
    assert "Кому передать?" in await club.screen(night.vera)
    await club.tap(night.vera, "💬 Борис")

    assert await night.heard_by(boris, "Держитесь")
    assert not await night.heard_by(anna, "Держитесь")


async def test_how_it_ended_is_one_tap_and_so_is_its_undoing(club: Club) -> None:
    night, anna = await together(club)
    await club.say(night.vera, "Я здесь")

    await night.press_card(night.vera, "✅ Разговор помог")
    assert (await night.signal()).outcome is Outcome.HELPED
    assert "Вы правильно сделали" in await club.screen(anna)
    await club.say(anna, "Спасибо вам")
    assert not await night.heard_by(night.vera, "Спасибо вам")

    await night.press_card(night.vera, "↩️ Ещё не всё")
    await club.say(anna, "Снова тяжело")
    assert await night.heard_by(night.vera, "Снова тяжело")


async def test_handed_on_it_reaches_the_next_one(club: Club) -> None:
    night, anna = await together(club)

    await night.press_card(night.vera, "🔁 Передать другому")

    assert "Зову следующего" in await club.screen(anna)
    assert await night.heard_by(night.oleg, "Кто-то на пределе")


async def test_a_day_later_words_are_not_passed_on_by_themselves(club: Club) -> None:
    night, anna = await together(club)
    await club.say(anna, "Уже лучше")
    club.region.clock.advance(timedelta(hours=25))

    await club.say(anna, "Просто слово")
    assert not await night.heard_by(night.vera, "Просто слово")
    await club.tap(anna, "💬 Вера")

    assert await night.heard_by(night.vera, "Просто слово")


async def test_after_a_red_one_somebody_asks_the_helper(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna, "🔴")
    await club.tap(night.vera, "🤝 Иду")
    await night.press_card(night.vera, "🚑 Вызвали экстренные службы")
    assert "Как вы сами?" in await club.screen(night.vera)

    await club.tap(night.vera, "🗣 Поговорить с лидером")

    assert await night.heard_by(night.lidia, "после тяжёлого дежурства хочет поговорить")


async def test_the_card_says_when_to_report_danger_and_who_decides(club: Club) -> None:
    night, _ = await together(club)

    await night.press_card(night.vera, "🧒 Если ребёнок в опасности")

    assert "120-ФЗ" in await club.screen(night.vera)
    assert "Кто решает" in await club.screen(night.vera)


async def test_a_number_is_an_answer_and_presses_nothing(club: Club) -> None:
    night, anna = await together(club)
    await club.say(night.vera, "Сколько детей сейчас с вами?")

    await club.say(anna, "2")

    assert (await night.last_from_bot(night.vera))["text"] == "💬 Анна\n2"
    assert (await night.signal()).state is SignalState.TAKEN


async def test_the_last_message_can_be_taken_back(club: Club) -> None:
    night, anna = await together(club)
    await club.say(anna, "Это лишнее")

    await night.press_card(anna, "🗑")

    assert not await night.heard_by(night.vera, "Это лишнее")


async def test_it_is_all_right_ends_it_for_both(club: Club) -> None:
    night, anna = await together(club)

    await night.press_card(anna, "🙂 Всё в порядке")

    assert (await night.signal()).outcome is Outcome.HELPED
    assert "✅ Разговор помог" in await club.words(night.vera)


async def test_what_was_said_and_called_is_in_the_copy_of_ones_data(club: Club) -> None:
    night, anna = await together(club)
    await club.say(anna, "Нас никто не слышит")
    await club.say(night.vera, "Слышу вас")
    actor = await club.region.actor(night.people[anna])

    async with club.region.database.read() as session:
        collected = await collect(session, actor, "ru")

    assert [line["about"] for line in collected["said"]] == ["Нас никто не слышит"]
    assert len(collected["calls"]) == 1
