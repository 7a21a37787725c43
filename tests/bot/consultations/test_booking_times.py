"""📅 A time is taken by one, offered anew to the others; moved, given back, put into a calendar."""

from datetime import time, timedelta

import pytest
from icalendar import Calendar

from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation
from community.consultations.requests import service as requests
from community.consultations.requests.kinds import RequestState
from community.consultations.schedule import service as schedule
from community.consultations.schedule.service import Span
from community.consultations.specialists.kinds import Format
from community.membership.people.service import choose_zone
from tests.support.asking import Practice
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.looking import only, rows
from tests.support.practice import MONDAY, at, helper

ONE_HOUR = (Span(time(11), time(12)),)


async def choose(club: Club, user_id: int, day: str, hour: str) -> None:
    """From the request to the screen with «Подтвердить»."""
    await club.tap(user_id, "📅 Выбрать время")
    await club.tap(user_id, day)
    await club.tap(user_id, hour)


@pytest.mark.both_databases
async def test_a_day_an_hour_and_it_is_booked(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)

    await club.tap(anna, "📅 Выбрать время")
    assert "вт, 17 марта: 4 окна" in await practice.labels()
    await club.tap(anna, "вт, 17 марта")
    assert list(await practice.labels())[:4] == ["10:00", "11:00", "12:00", "13:00"]
    await club.tap(anna, "11:00")
    assert "45 минут" in await club.screen(anna)
    await club.tap(anna, "✅ Подтвердить: онлайн")

    booked = await only(club.region.database, Consultation)
    assert (booked.starts_at, booked.format) == (at(11, days=1), Format.ONLINE)
    words = await club.words(anna)
    assert "Время за вами" in words
    assert "Вы записаны: вт, 17 марта, 11:00, онлайн, психолог Ирина" in words
    assert (await practice.request()).state is RequestState.TAKEN


@pytest.mark.parametrize("any_of_two", [False, True], ids=["one", "any"])
@pytest.mark.both_databases
async def test_twenty_confirm_at_once_and_nobody_is_booked_twice(
    club: Club, any_of_two: bool
) -> None:
    """Scenario 12: the last free time; with «any psychologist» there are two of them."""
    practice = await Practice.of(club, weekdays=[1], spans=ONE_HOUR, load_limit=50)
    if any_of_two:
        other, _ = await helper(
            club.region, alias="Вера", weekdays=[1], spans=ONE_HOUR, load_limit=50
        )
        await club.in_messenger(other, "Вера")
    parents = [practice.anna, *[await practice.comes(f"Мама{'а' * n}") for n in range(19)]]
    for parent in parents:
        await practice.asks(parent)
        await choose(club, parent, "вт, 17 марта", "11:00")

    for parent in parents:
        await club.messenger.tap(parent, "✅ Подтвердить: онлайн")
    await club.settle()

    places = 2 if any_of_two else 1
    booked = await rows(club.region.database, Consultation)
    assert len(booked) == places
    assert len({one.specialist_id for one in booked}) == places
    late = [one for one in parents if "кто-то успел на миг раньше" in await club.words(one)]
    assert len(late) == 20 - places
    for parent in late:
        labels = await club.buttons(parent)
        assert any(label.startswith("вт, 24 марта, 11:00") for label in labels)


async def test_a_day_of_travel_to_her_district_comes_first(club: Club) -> None:
    """Scenario 16: for whom, how and where are kept, and no price is asked."""
    practice = await Practice.of(club)
    home = club.region.districts[0].id
    therapist, number = await helper(
        club.region, "speech_therapist", alias="Нина", weekdays=[0, 1], travels_to=[home]
    )
    await club.in_messenger(therapist, "Нина")
    travel = MONDAY + timedelta(days=9)
    hours = [Span(time(12), time(14))]
    await club.region.act(therapist, schedule.set_day, number, travel, hours, district_id=home)
    anna = practice.anna
    await club.say(anna, "/consult")
    await club.tap(anna, "Логопед")
    await club.tap(anna, "📍 Встреча")
    await club.tap(anna, "Лично")
    await club.tap(anna, "Внуку или внучке")

    await club.tap(anna, "📅 Выбрать время")

    labels = list(await practice.labels())
    assert labels[0] == "🚗 ср, 25 марта: 2 окна"
    assert "приезжает в ваш район" in await club.screen(anna)
    await club.tap(anna, "🚗 ср, 25 марта")
    await club.tap(anna, "🚗 12:00")
    await club.tap(anna, "✅ Подтвердить: лично")
    booked = await only(club.region.database, Consultation)
    assert (booked.format, booked.district_id) == (Format.IN_PERSON, home)
    request = await practice.request()
    assert (request.for_whom.value, request.format, request.district_id) == (
        "grandchild",
        Format.IN_PERSON,
        home,
    )


async def test_where_nobody_travels_it_waits_in_line(club: Club) -> None:
    """Scenario 16: the waiting list by speciality otherwise."""
    practice = await Practice.of(club)
    anna = practice.anna

    await practice.asks(anna, "Внуку или внучке", "Логопед")

    assert "Вы следующие в очереди" in await club.screen(anna)
    await club.tap(anna, "📅 Выбрать время")
    assert "Свободного времени сейчас нет" in await club.screen(anna)
    await club.tap(anna, "⬅️ Назад")
    assert "Логопед, для внука" in await club.screen(anna)


async def test_a_series_is_one_confirmation_and_one_letter(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "вт, 17 марта", "11:00")

    await club.tap(anna, "🔁 Каждую неделю: нет")
    assert "🔁 Каждую неделю: 4 раза" in await practice.labels()
    await club.tap(anna, "✅ Подтвердить: онлайн")

    assert len(await rows(club.region.database, Consultation)) == 4
    words = await club.words(anna)
    assert "4 недели подряд" in words
    assert words.count("Вы записаны") == 1


async def test_missed_then_moved_reminded_and_nobody_blamed(club: Club) -> None:
    """Scenario 13."""
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "ср, 18 марта", "11:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")

    club.region.clock.advance(at(11, 1, days=1) - club.region.clock.now())
    await club.settle()
    assert (await club.words(anna)).count("Напоминаю") == 1
    club.region.clock.advance(at(9, 1, days=2) - club.region.clock.now())
    await club.settle()
    assert (await club.words(anna)).count("Напоминаю") == 2
    club.region.clock.advance(at(12, 5, days=2) - club.region.clock.now())
    await club.settle()
    assert "Встреча состоялась?" in await club.screen(anna)

    await club.tap(anna, "🤷 Не получилось")

    booked = await only(club.region.database, Consultation)
    assert booked.state is ConsultationState.MISSED
    words = await club.words(anna)
    assert "Так бывает" in words
    assert "не пришли" not in words
    assert "Напоминаю" not in await club.words(int(practice.leader.external_id))
    await club.tap(anna, "📅 Выбрать другое время")
    await club.tap(anna, "чт, 19 марта")
    await club.tap(anna, "10:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")
    assert len(await rows(club.region.database, Consultation)) == 2


async def test_of_two_reminders_that_come_late_one_is_enough(club: Club) -> None:
    """As after an outage of a day."""
    practice = await Practice.of(club)
    await practice.asks(practice.anna)
    await choose(club, practice.anna, "ср, 18 марта", "11:00")
    await club.tap(practice.anna, "✅ Подтвердить: онлайн")

    club.region.clock.advance(at(9, 1, days=2) - club.region.clock.now())
    await club.settle()

    assert (await club.words(practice.anna)).count("Напоминаю") == 1


async def test_moved_by_one_tap_and_the_old_time_is_free(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "ср, 18 марта", "11:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")
    await club.say(anna, "/consult")
    await club.tap(anna, "📅 ср, 18 марта, 11:00")

    await club.tap(anna, "🔁 Перенести")
    await club.tap(anna, "чт, 19 марта")
    await club.tap(anna, "12:00")
    assert not any(label.startswith("🔁 Каждую") for label in await practice.labels())
    await club.tap(anna, "✅ Подтвердить: онлайн")

    states = {one.starts_at: one.state for one in await rows(club.region.database, Consultation)}
    assert states == {
        at(11, days=2): ConsultationState.MOVED,
        at(12, days=3): ConsultationState.BOOKED,
    }
    assert "Перенесено" in await club.words(anna)
    club.region.clock.advance(at(11, 5, days=1) - club.region.clock.now())
    await club.settle()
    assert "Напоминаю" not in await club.words(anna)


async def test_cancelled_it_reminds_nobody(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "ср, 18 марта", "11:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")
    await club.say(anna, "/consult")
    await club.tap(anna, "📅 ср, 18 марта, 11:00")

    await club.tap(anna, "✖️ Отменить")
    assert "ничего рассказывать не нужно" in await club.screen(anna)
    await club.tap(anna, "✖️ Да, отменить")
    club.region.clock.advance(timedelta(days=3))
    await club.settle()

    booked = await only(club.region.database, Consultation)
    assert booked.state is ConsultationState.CANCELLED
    assert "Напоминаю" not in await club.words(anna)
    assert "состоялась?" not in await club.words(anna)
    assert "Встреча отменена" in await club.words(int(practice.specialist.external_id))


async def test_the_calendar_holds_a_first_name_and_nothing_else(club: Club) -> None:
    """Scenario 13: no phone, no account."""
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "ср, 18 марта", "11:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")
    await club.say(anna, "/consult")
    await club.tap(anna, "📅 ср, 18 марта, 11:00")

    await club.tap(anna, "📅 В календарь")

    messages = (await club.messenger.inbox(anna))["messages"]
    file = next(m["media"] for m in reversed(messages) if m.get("media"))
    content = await club.download(file["file_id"])
    event = Calendar.from_ical(content).walk("VEVENT")[0]
    assert event.decoded("dtstart") == at(11, days=2)
    assert str(event["summary"]) == "Психолог Ирина"
    for secret in (str(anna), practice.specialist.external_id, "Анна", "Седова"):
        assert secret not in content.decode()


async def test_another_clock_shows_other_hours(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await club.region.act(practice.parent, choose_zone, "Europe/Moscow")
    await practice.asks(anna)

    await club.tap(anna, "📅 Выбрать время")
    assert "Время — по Москве" in await club.screen(anna)
    await club.tap(anna, "вт, 17 марта")
    await club.tap(anna, "07:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")

    assert (await only(club.region.database, Consultation)).starts_at == at(11, days=1)
    assert "вт, 17 марта, 07:00 по Москве" in await club.words(anna)


async def test_whoever_is_banned_from_chats_is_helped_all_the_same(club: Club) -> None:
    """A ban closes chats; help stays open."""
    practice = await Practice.of(club)
    desk = await Desk.of(club)
    author, moderator = await desk.neighbour(), await desk.moderator()
    await desk.command(moderator, "/ban", to=await desk.say(author, "Сама дура"))
    assert await desk.status(author) == "kicked"

    await practice.asks(author)

    assert (await practice.request()).state is RequestState.OFFERED


@pytest.mark.both_databases
async def test_a_restart_between_the_hour_and_the_confirmation(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "вт, 17 марта", "11:00")

    await club.restart()
    await club.tap(anna, "✅ Подтвердить: онлайн")

    assert len(await rows(club.region.database, Consultation)) == 1


async def test_a_second_meeting_at_the_same_hour_is_told_kindly(club: Club) -> None:
    practice = await Practice.of(club)
    lawyer, _ = await helper(club.region, "lawyer", alias="Олег")
    await club.in_messenger(lawyer, "Олег")
    anna = practice.anna
    for what in ("Психолог", "Юрист"):
        await practice.asks(anna, what=what)
        await choose(club, anna, "вт, 17 марта", "11:00")
        await club.tap(anna, "✅ Подтвердить: онлайн")

    assert "уже есть встреча" in await club.screen(anna)
    assert len(await rows(club.region.database, Consultation)) == 1
    await club.tap(anna, "12:00")
    await club.tap(anna, "✅ Подтвердить: онлайн")
    assert len(await rows(club.region.database, Consultation)) == 2


async def test_a_request_that_has_ended_meanwhile_is_shown_as_it_is(club: Club) -> None:
    practice = await Practice.of(club)
    anna = practice.anna
    await practice.asks(anna)
    await choose(club, anna, "вт, 17 марта", "11:00")
    await club.region.act(practice.parent, requests.take_back, (await practice.request()).id)

    await club.tap(anna, "✅ Подтвердить: онлайн")

    assert "Больше не нужно" in await club.screen(anna)
    assert not await rows(club.region.database, Consultation)
