"""🆘: numbers at once, a person by one more tap, and the next one where nobody answers."""

import pytest

from community.chats.models import Purpose
from community.duty import roster
from community.duty.kinds import Circle, Colour, Outcome, SignalState
from tests.support.club import Club
from tests.support.night import Night

CARD = "Кто-то на пределе"


async def test_numbers_and_three_ways_to_call_are_one_tap_away(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await club.say(anna, "/menu")

    await club.tap(anna, "🆘")

    screen = await club.screen(anna)
    assert "8-800-2000-122" in screen
    assert "Опека об этом не узнает" in screen
    labels = await club.buttons(anna)
    assert labels[:3] == ["🔴 Опасно прямо сейчас", "🟠 Нет больше сил", "🟡 Хочу поговорить"]


async def test_the_one_on_duty_hears_and_nobody_else(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")

    await night.calls(anna)

    assert "Зову того, кто дежурит: Вера" in await club.screen(anna)
    assert await night.heard_by(night.vera, CARD)
    assert await night.heard_by(night.vera, "Кто: Анна")
    assert not await night.heard_by(night.oleg, CARD)
    assert not await night.heard_by(night.lidia, CARD)


async def test_asleep_at_three_then_the_substitute_then_the_leader(club: Club) -> None:
    """Scenario 14."""
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)

    await night.minutes_pass(14)
    assert not await night.heard_by(night.oleg, CARD)
    await night.minutes_pass(1)
    assert await night.heard_by(night.oleg, CARD)
    assert not await night.heard_by(night.lidia, CARD)
    await night.minutes_pass(15)
    assert await night.heard_by(night.lidia, CARD)


async def test_an_empty_roster_wakes_the_leader_at_once(club: Club) -> None:
    night = await Night.of(club)
    for person in (night.vera, night.oleg):  # he moves up, and then goes as well
        await club.region.act(night.people[person], roster.clear, 1)
    anna = await night.comes("Анна")

    await night.calls(anna, "🔴")

    assert await night.heard_by(night.lidia, "Кому-то может грозить опасность")
    assert (await night.signal()).circle is Circle.LEADERS
    assert "Зову лидеров клуба: Лидия" in await club.screen(anna)


async def test_a_stranger_is_come_to_as_well(club: Club) -> None:
    night = await Night.of(club)
    stranger = await club.newcomer("Незнакомка")
    await club.start(stranger)

    await night.calls(stranger, "🟡")

    assert await night.heard_by(night.vera, "не в клубе")
    await club.tap(night.vera, "🤝 Иду")
    assert "рядом с вами" in await club.screen(stranger)


async def test_what_is_written_while_waiting_stands_on_the_card(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)

    await club.say(anna, "Сын ушёл из дома")

    assert "Записано" in await club.screen(anna)
    assert await night.heard_by(night.vera, "Сын ушёл из дома")


async def test_too_many_words_are_refused_and_not_lost(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)

    await club.say(anna, "а" * 1001)

    assert "до 1000 знаков" in await club.screen(anna)
    assert (await night.signal()).words is None


async def test_it_was_a_slip(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna)

    await club.tap(anna, "🙂 Уже всё в порядке")

    signal = await night.signal()
    assert (signal.state, signal.outcome) == (SignalState.CLOSED, Outcome.FALSE_ALARM)
    assert "Ложная тревога" in (await night.last_from_bot(night.vera))["text"]
    await club.say(anna, "/sos")
    assert [label[0] for label in (await club.buttons(anna))[:3]] == ["🔴", "🟠", "🟡"]


async def test_calling_twice_is_one_call_that_grows_redder(club: Club) -> None:
    night = await Night.of(club)
    anna = await night.comes("Анна")
    await night.calls(anna, "🟡")
    await club.tap(anna, "📞 Телефоны")

    labels = await club.buttons(anna)
    assert labels[0] == "💛 Кого я зову"
    assert not any(label.startswith(("🔴", "🟠", "🟡")) for label in labels)
    assert (await night.signal()).colour is Colour.YELLOW


@pytest.mark.parametrize("label", ["🔴", "🟠", "🟡"])
async def test_guardianship_hears_nothing(club: Club, label: str) -> None:
    """Scenario 14: a work chat of a guardianship body is there, and stays silent."""
    night = await Night.of(club)
    work_chat = await club.chat(Purpose.GUARDIANSHIP)
    anna = await night.comes("Анна")
    before = await club.messenger.calls()

    await night.calls(anna, label)
    await night.minutes_pass(60)

    to_chat = [
        one for one in (await club.messenger.calls())[len(before) :] if one["chat_id"] == work_chat
    ]
    assert to_chat == []
