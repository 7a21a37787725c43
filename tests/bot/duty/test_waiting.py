"""In the night nobody is answered with silence, nor with «I do not understand free text»."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.features.sos import dialog
from community.duty import roster
from community.duty.kinds import Colour, SignalSource
from community.duty.models import Duty, Signal
from tests.bot.duty.test_lifeline import away
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import DESPAIR
from tests.support.looking import only, rows
from tests.support.night import Night
from tests.support.street import PICTURE


async def test_despair_written_to_the_bot_itself_brings_a_person(club: Club) -> None:
    """Scenario 14, with no chat and no button."""
    night = await Night.of(club)
    anna = await night.comes("Анна")

    await club.say(anna, f"Я больше {DESPAIR}")

    words = await club.words(anna)
    assert "вы с этим не одни" in words
    assert "8-800-2000-122" in words
    assert "Зову того, кто дежурит: Вера" in words
    assert "не понимаю" not in words
    assert await night.heard_by(night.vera, f"Я больше {DESPAIR}")
    assert await night.heard_by(night.vera, "написали боту")
    signal = await night.signal()
    assert (signal.colour, signal.source) == (Colour.RED, SignalSource.DETECTOR)

    await club.say(anna, "Дети спят")
    assert "Записано" in await club.screen(anna)
    assert await night.heard_by(night.vera, "Дети спят")


async def test_despair_is_heard_beside_an_old_conversation_and_stays_in_a_living_one(
    club: Club,
) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.talk(anna, "Семья-217", night.lidia, "психолог Лидия")
    await club.say(anna, f"Я {DESPAIR}")
    assert await night.heard_by(night.lidia, f"Я {DESPAIR}")
    assert await rows(club.region.database, Signal) == []

    club.region.clock.advance(timedelta(hours=25))
    await night.on_duty(night.vera)
    await club.say(anna, f"Больше {DESPAIR}")
    await club.say(anna, "Вы где")

    assert "Кому" not in await club.screen(anna)
    assert await night.heard_by(night.vera, f"Больше {DESPAIR}")
    assert await night.heard_by(night.vera, "Вы где")


async def test_other_words_are_met_as_before(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")

    await club.say(anna, "умираю со смеху")

    assert "🆘 Нужна помощь сейчас" in await club.buttons(anna)
    assert await rows(club.region.database, Signal) == []


async def test_whatever_screen_is_open_words_of_who_waits_reach_the_card(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await club.say(anna, "/menu")

    await club.say(anna, "Он кричит")
    await club.say(anna, "я" * 1001)

    assert await night.heard_by(night.vera, "Он кричит")
    assert "до 1000 знаков" in await club.screen(anna)


async def test_a_picture_waits_for_the_person(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await club.say(anna, "/menu")

    await club.say(anna, "", photo=PICTURE)

    assert "передам, когда кто-то придёт" in await club.screen(anna)


async def test_who_waits_reads_whom_else_the_bot_calls(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna, "🔴")
    assert "Опасно для жизни — звоните 112" in await club.screen(anna)
    assert "Если за 15 минут никто не ответит" in await club.screen(anna)

    await night.minutes_pass(15)

    assert "зову ещё замену: Олег" in await club.screen(anna)
    await club.say(anna, "/sos")
    await club.tap(anna, "💛")
    assert "Зову замену: Олег. Если за 15 минут" in await club.screen(anna)


async def test_whoever_has_blocked_the_bot_is_not_waited_for(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await club.messenger.block_bot(night.vera)
    await club.settle()

    await night.calls(anna)

    assert await night.heard_by(night.oleg, "Кто-то на пределе")


async def test_what_breaks_inside_sos_gives_numbers_and_calls_all_the_same(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await club.say(anna, "/sos")

    async def no_space(*_: object) -> None:
        raise OperationalError("", {}, OSError("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr(dialog.service, "call_for_help", no_space)
        await club.tap(anna, "🔴")
    assert "8-800-2000-122" in await club.screen(anna)
    assert "как только починим, позову человека" in await club.screen(anna)

    await club.app.keep_lifeline()
    await club.settle()

    assert (await only(club.region.database, Signal)).colour is Colour.RED
    assert await night.heard_by(night.vera, "Кому-то может грозить опасность")
    assert "Всё снова работает" in await club.screen(anna)


async def test_one_for_whom_nobody_can_be_called_holds_up_no_other(
    club: Club, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = await Night.of(club)
    anna, boris = await night.comes("Анна"), await night.comes("Борис")
    for one in (anna, boris):
        await club.messenger.say(one, "/sos")
    async with away(monkeypatch):
        await club.hear()
    lifeline = club.app.dispatcher["lifeline"]
    usual = lifeline._call

    async def broken_for_anna(user_id: int, colour: Colour) -> None:
        if user_id == anna:
            raise ValueError
        await usual(user_id, colour)

    monkeypatch.setattr(lifeline, "_call", broken_for_anna)
    await club.app.keep_lifeline()
    await club.settle()
    signal = await only(club.region.database, Signal)
    assert signal.person_id == night.people[boris].id

    monkeypatch.setattr(lifeline, "_call", usual)
    await club.app.keep_lifeline()
    assert len(await rows(club.region.database, Signal)) == 2


async def test_a_card_asks_whether_they_spoke_until_they_did(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await club.tap(night.vera, "🤝 Иду")
    assert any(label.startswith("📞") for label in await club.buttons(night.vera))

    await club.say(night.vera, "Я здесь")

    assert not any(label.startswith("📞") for label in await club.buttons(night.vera))


async def test_who_pressed_sos_cannot_be_waved_aside_by_whoever_was_asked(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)

    assert await club.buttons(night.vera) == [
        "🤝 Иду",
        "😔 Сейчас не могу",
        "🧒 Если ребёнок в опасности",
    ]


async def test_standing_by_is_one_tap_as_well(club: Club) -> None:
    night = await Night.of(club)
    await club.region.act(night.people[night.oleg], roster.clear, 1)
    await club.say(night.oleg, "/duty")
    assert "Нет замены" in await club.screen(night.oleg)

    await club.tap(night.oleg, "🛟 пн, 16 марта, день")

    duty = await only(club.region.database, Duty)
    assert duty.substitute_id == night.people[night.oleg].id


async def test_the_list_of_signals_says_who_still_waits(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)
    await club.say(night.vera, "/duty")
    assert (await club.buttons(night.vera))[0] == "🟠 16 марта, 10:00: ждёт"

    await club.tap(night.vera, "🟠")
    await club.tap(night.vera, "🤝 Иду")

    for person, how in ((night.vera, "вы рядом"), (night.oleg, "кто-то уже рядом")):
        await club.say(person, "/duty")
        assert (await club.buttons(person))[0] == f"🟠 16 марта, 10:00: {how}"


async def test_whoever_cannot_come_reads_so_on_the_card_and_still_can(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)

    await club.tap(night.vera, "😔")

    assert "Сейчас вы не можете, зову других" in await club.screen(night.vera)
    assert await club.buttons(night.vera) == ["🤝 Иду", "🧒 Если ребёнок в опасности"]
    await club.tap(night.vera, "🤝 Иду")
    assert "Вы рядом" in await club.screen(night.vera)


async def test_sos_typed_into_a_chat_goes_on_in_private(club: Club) -> None:
    await Night.of(club)
    desk = await Desk.of(club)
    anna, stranger = await desk.neighbour("Анна"), await club.newcomer("Гостья")
    await club.messenger.add_member(desk.chat, stranger)
    await club.settle()

    await desk.say(anna, "/sos")
    assert await desk.lines() == []
    assert "8-800-2000-122" in await club.screen(anna)
    assert "Нажмите здесь /sos" in await club.screen(anna)

    await desk.say(stranger, "/sos")
    (way,) = await desk.lines()
    assert "112" in way
    assert "Гостья" not in way
    await club.start(stranger, "sos")
    assert (await club.buttons(stranger))[0] == "🔴 Опасно прямо сейчас"
