"""A group is planned question by question, seen with its seats, cancelled with a word to all."""

import pytest

from community.consultations.booking import groups
from community.consultations.booking.kinds import GroupState
from community.consultations.booking.models import GroupConsultation
from community.consultations.specialists.kinds import Format
from tests.bot.helping.surgery import Surgery
from tests.support.looking import only, rows


async def planned(surgery: Surgery, when: str = "в пятницу 18:30") -> None:
    await surgery.club.say(surgery.irina, "/schedule")
    for label in ("👥 Группы", "➕"):
        await surgery.club.tap(surgery.irina, label)
    await surgery.club.say(surgery.irina, "Как наладить детский сон")
    await surgery.club.say(surgery.irina, when)
    await surgery.club.tap(surgery.irina, "90 мин")
    await surgery.club.say(surgery.irina, "25 мест")
    for label in ("💻", "✅ Запланировать"):
        await surgery.club.tap(surgery.irina, label)


@pytest.mark.both_databases
async def test_a_group_is_planned(surgery: Surgery) -> None:
    await planned(surgery)

    group = await only(surgery.club.region.database, GroupConsultation)
    assert (group.topic, group.seats, group.format) == (
        "Как наладить детский сон",
        25,
        Format.ONLINE,
    )
    assert (group.ends_at - group.starts_at).seconds == 90 * 60
    assert "20 марта, 18:30 · 0/25" in await surgery.club.buttons(surgery.irina)


async def test_what_is_taken_asks_for_another_hour(surgery: Surgery) -> None:
    await planned(surgery)
    await planned(surgery, "в пятницу 19:00")
    assert "уже что-то назначено" in await surgery.club.screen(surgery.irina)

    await surgery.club.say(surgery.irina, "в субботу 11")

    assert "Сколько длится?" in await surgery.club.screen(surgery.irina)
    assert len(await rows(surgery.club.region.database, GroupConsultation)) == 1


async def test_slips_are_said_and_nothing_is_lost(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    await surgery.club.say(surgery.irina, "/schedule")
    for label in ("👥 Группы", "➕"):
        await surgery.club.tap(surgery.irina, label)
    await surgery.club.say(surgery.irina, "о" * 121)
    assert "до 120 знаков" in await surgery.club.screen(surgery.irina)
    await surgery.club.say(surgery.irina, "Сон")
    await surgery.club.say(surgery.irina, "скоро")
    assert "Не понимаю «скоро»" in await surgery.club.screen(surgery.irina)
    await surgery.club.say(surgery.irina, "сегодня 9:00")
    assert "уже прошло" in await surgery.club.screen(surgery.irina)
    await surgery.club.say(surgery.irina, "завтра 18:10")
    assert "по четверти часа" in await surgery.club.screen(surgery.irina)
    await surgery.club.say(surgery.irina, "завтра 18:15")
    await surgery.club.tap(surgery.irina, "60 мин")
    await surgery.club.say(surgery.irina, "много")
    assert "От 2 до 100 мест" in await surgery.club.screen(surgery.irina)


async def test_cancelled_only_after_a_second_tap_and_everybody_is_told(surgery: Surgery) -> None:
    await planned(surgery)
    anna = await surgery.comes("Анна")
    group = await only(surgery.club.region.database, GroupConsultation)
    await surgery.club.region.act(surgery.people[anna], groups.take_seat, group.id)
    await surgery.club.settle()
    await surgery.club.say(surgery.irina, "/schedule")
    for label in ("👥 Группы", "20 марта, 18:30 · 1/25", "✖️ Отменить"):
        await surgery.club.tap(surgery.irina, label)
    group = await only(surgery.club.region.database, GroupConsultation)
    assert group.state is GroupState.PLANNED

    await surgery.club.tap(surgery.irina, "✖️ Да, отменить")

    group = await only(surgery.club.region.database, GroupConsultation)
    assert group.state is GroupState.CANCELLED
    assert "Как наладить детский сон" in await surgery.club.screen(anna)
