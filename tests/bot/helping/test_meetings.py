"""Consultations from the specialist's side: booked, soon, met or not, moved (scenario 13)."""

from datetime import timedelta

import pytest

from community.consultations.booking import service as booking
from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from tests.bot.helping.surgery import Surgery
from tests.support.looking import only, rows
from tests.support.practice import at


async def meeting(surgery: Surgery) -> int:
    """Anna has booked tomorrow at ten; returns Anna."""
    anna = await surgery.comes("Анна")
    request = await surgery.asks(anna)
    await surgery.club.tap(surgery.irina, "🤝 Беру")
    await surgery.books(anna, request)
    return anna


async def stands(surgery: Surgery) -> Consultation:
    return await only(surgery.club.region.database, Consultation)


@pytest.mark.both_databases
async def test_a_booking_is_told_with_the_way_to_the_card(surgery: Surgery) -> None:
    await meeting(surgery)

    told = await surgery.screen_of(surgery.irina, "К вам записались")
    assert "17 марта, 10:00, онлайн: Семья-" in told
    await surgery.press(surgery.irina, "📋 К карточке")
    assert "🗓 17 марта, 10:00, онлайн" in await surgery.club.buttons(surgery.irina)


async def test_two_hours_before_and_the_question_after(surgery: Surgery) -> None:
    await meeting(surgery)

    surgery.club.region.clock.advance(timedelta(hours=22))
    await surgery.club.settle()
    assert "Скоро встреча" in await surgery.club.screen(surgery.irina)
    surgery.club.region.clock.advance(timedelta(hours=3, minutes=1))
    await surgery.club.settle()

    asked = await surgery.club.screen(surgery.irina)
    assert "Вы встретились?" in asked
    assert "никто не виноват" in asked


async def test_whoever_did_not_come_is_not_blamed_and_a_slip_is_mended(surgery: Surgery) -> None:
    anna = await meeting(surgery)
    surgery.club.region.clock.advance(timedelta(hours=25, minutes=1))
    await surgery.club.settle()

    await surgery.press(surgery.irina, "🌧 Не получилось")
    assert (await stands(surgery)).state is ConsultationState.MISSED
    words = (await surgery.club.words(anna)) + await surgery.club.words(surgery.irina)
    assert "не пришл" not in words
    await surgery.press(surgery.irina, "✅ Встретились")

    assert (await stands(surgery)).state is ConsultationState.HELD


async def test_the_specialist_asks_to_choose_another_time(surgery: Surgery) -> None:
    anna = await meeting(surgery)

    await surgery.press(surgery.irina, "🔁 Попросить")
    assert (await stands(surgery)).state is ConsultationState.BOOKED
    await surgery.press(surgery.irina, "🔁 Да, отменить")

    assert (await stands(surgery)).state is ConsultationState.CANCELLED
    assert "17 марта" in await surgery.club.screen(anna)


async def test_the_parent_cancels_or_moves_and_the_specialist_reads_it(surgery: Surgery) -> None:
    anna = await meeting(surgery)
    act, first = surgery.club.region.act, await stands(surgery)

    new = await act(surgery.people[anna], booking.move, first.id, at(11, days=1))
    await surgery.club.settle()
    moved = await surgery.screen_of(surgery.irina, "Встреча перенесена")
    assert "17 марта, 11:00" in moved
    await act(surgery.people[anna], booking.cancel, new.id)
    await surgery.club.settle()

    cancelled = await surgery.screen_of(surgery.irina, "Встреча отменена")
    assert "17 марта, 11:00" in cancelled


async def test_hours_deleted_with_a_booking_in_them(surgery: Surgery) -> None:
    """It stays; the specialist chooses whether it is moved."""
    anna = await meeting(surgery)
    await surgery.club.say(surgery.irina, "/schedule")
    for label in ("🕘", "Вторник", "🌿 Выходной"):
        await surgery.club.tap(surgery.irina, label)
    assert "вне ваших часов" in await surgery.club.screen(surgery.irina)
    assert (await stands(surgery)).state is ConsultationState.BOOKED

    await surgery.club.tap(surgery.irina, "🔁 17 марта")
    await surgery.club.tap(surgery.irina, "🔁 Да, отменить")

    assert "больше ничего нет" in await surgery.club.screen(surgery.irina)
    assert (await stands(surgery)).state is ConsultationState.CANCELLED
    assert "17 марта" in await surgery.club.screen(anna)


async def test_time_off_over_a_booking_that_is_kept(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    await meeting(surgery)
    await surgery.club.say(surgery.irina, "/schedule")
    await surgery.club.tap(surgery.irina, "🌴")
    await surgery.club.say(surgery.irina, "завтра")
    assert "вне ваших часов" in await surgery.club.screen(surgery.irina)

    await surgery.club.tap(surgery.irina, "👌")

    assert (await stands(surgery)).state is ConsultationState.BOOKED
    assert "⚠️ Вне ваших часов: 1" in await surgery.club.buttons(surgery.irina)
    await surgery.club.tap(surgery.irina, "🕘")
    await surgery.club.tap(surgery.irina, "Пятница")
    await surgery.club.say(surgery.irina, "9-12")
    assert "вне ваших часов" not in await surgery.club.screen(surgery.irina)


async def test_somebody_elses_meeting_does_not_exist(sqlite_surgery: Surgery) -> None:
    surgery = sqlite_surgery
    anna = await meeting(surgery)
    marta = await surgery.helps("Марта")
    boris = await surgery.comes("Борис")
    one = await stands(surgery)

    for stranger in (marta, boris, anna, surgery.lidia):
        for verb in ("show", "ask_move", "cancel", "keep", "held", "missed"):
            await surgery.club.tap_gone(stranger, 1, f"scon:{one.id}:{verb}")
        for verb in ("take", "decline", "hand_on", "finish", "pass", "suggest", "show", "helped"):
            await surgery.club.tap_gone(stranger, 1, f"srq:{one.request_id}:{verb}")
        assert "Этого здесь больше нет" in await surgery.club.words(stranger)

    assert (await stands(surgery)).state is ConsultationState.BOOKED
    assert len(await rows(surgery.club.region.database, Consultation)) == 1
