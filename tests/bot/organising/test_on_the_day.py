"""On the day and after: marked by QR or list, counted, finished, thanked, heard."""

import pytest

from community.core.actor import Role
from community.events.attending import feedback
from community.events.attending import service as attending
from community.events.attending.kinds import ComesAgain
from community.events.planning.kinds import EventState
from community.events.signing import service as signing
from tests.bot.organising.stage import Stage
from tests.support.club import Club
from tests.support.looking import queued, recipients

WEEK = 7 * 24


@pytest.mark.both_databases
async def test_the_whole_day_from_the_door_to_the_thanks(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna, boris = await stage.comes(), await stage.comes("Борис", "Лось")
    party = await stage.signs_up(anna, event, 2, 3)
    await stage.signs_up(boris, event, 1)
    await stage.hours_pass(WEEK - 1)

    await club.start(stage.vera, f"in_{party.code}")

    assert "Седова Анна: 2 взрослых и 3 ребёнка, отмечены." in await stage.screen()
    assert (await stage.season.party(party)).came
    await stage.hours_pass(5)
    assert "«Пикник у озера» позади. Кто был?" in await stage.screen()
    assert "Записаны: 2 семьи. Не отмечены: 1 семья." in await stage.screen()
    await stage.press(stage.vera, "🏁 Завершить")
    assert "Не отмечены: 1 семья" in await stage.screen()
    await stage.taps("🚫 Их не было")

    assert (await stage.event()).state is EventState.CLOSED
    assert "Были: 1 семья, 2 взрослых и 3 ребёнка" in await stage.screen()
    assert "Не пришли: 1 семья" in await stage.screen()
    assert await recipients(club.region.database, "event.thanks") == [stage.people[anna].id]


async def test_a_slip_at_the_door_is_undone_or_counted_anew(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2, 3)
    await stage.hours_pass(WEEK)
    await club.start(stage.vera, f"in_{party.code}")

    await stage.press(stage.vera, "↩️ Отменить")
    assert "отметка снята" in await stage.screen()
    assert (await stage.season.party(party)).came is None

    await stage.press(stage.vera, "✅ Отметить")
    await stage.press(stage.vera, "✏️ Пришло меньше")
    await stage.taps("➖ взрослый", "➖ ребёнок", "✅ Пришли: 1 взрослый и 2 ребёнка")
    counted = await stage.season.party(party)
    assert (counted.came_adults, counted.came_children) == (1, 2)

    await club.start(stage.vera, f"in_{party.code}")
    assert "уже отмечены, 1 взрослый и 2 ребёнка" in await stage.screen()


async def test_the_code_marks_nobody_in_the_hands_of_the_guest_or_a_stranger(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna, boris = await stage.comes("Тайна", "Планета"), await stage.comes("Борис", "Лось")
    other = await stage.comes("Иван", "Чужой", role=Role.SPECIALIST, district=4)
    party = await stage.signs_up(anna, event, 2)
    await stage.hours_pass(WEEK)

    for user_id in (anna, boris, other):
        await club.start(user_id, f"in_{party.code}")

    assert (await stage.season.party(party)).came is None
    assert "Пикник у озера" in await stage.screen(anna)
    for user_id in (boris, other):
        assert "Это чей-то QR" in await stage.screen(user_id)
        assert "Планета" not in await club.words(user_id)


@pytest.mark.parametrize("code", ["", "0123456789", "х" * 60])
async def test_an_odd_code_is_met_kindly(sqlite_club: Club, code: str) -> None:
    stage = await Stage.of(sqlite_club)

    await sqlite_club.start(stage.vera, f"in_{code}")

    assert "Это чей-то QR" in await stage.screen()


async def test_before_the_doors_open_the_code_says_so(sqlite_club: Club) -> None:
    stage = await Stage.of(sqlite_club)
    event = await stage.season.event()
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2)

    await sqlite_club.start(stage.vera, f"in_{party.code}")

    assert "Ещё рано: отмечать можно за три часа до начала" in await stage.screen()
    assert (await stage.season.party(party)).came is None
    await stage.press(stage.vera, "🗂 Событие")
    assert "🗂 Пикник у озера" in await stage.screen()
    assert "✅ Отметить" not in await stage.buttons()


async def test_about_a_family_without_seats_the_organiser_decides(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2)
    await club.region.act(stage.people[anna], signing.withdraw, party.id)
    await stage.hours_pass(WEEK)

    await club.start(stage.vera, f"in_{party.code}")
    assert "Впустить или нет, решаете вы" in await stage.screen()
    assert (await stage.season.party(party)).came is None
    await stage.press(stage.vera, "✅ Впустить")

    assert (await stage.season.party(party)).came


async def test_by_the_list_whoever_is_not_marked_stands_first(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna, boris = await stage.comes(), await stage.comes("Борис", "Лось")
    first = await stage.signs_up(anna, event, 2, 3)
    second = await stage.signs_up(boris, event, 1)
    await stage.hours_pass(WEEK)
    await stage.opens(event)

    await stage.taps("✅ Отметить")
    assert (await stage.buttons())[:2] == ["▫️ Лось Борис · 1+0", "▫️ Седова Анна · 2+3"]
    await stage.taps("▫️ Лось Борис", "🚫 Не пришли")
    assert (await stage.buttons())[:2] == ["▫️ Седова Анна · 2+3", "➖ Лось Борис · 1+0"]
    await stage.taps("▫️ Седова Анна", "✅ Пришли: 2 взрослых и 3 ребёнка")
    assert "Все отмечены" in await stage.screen()
    await stage.taps("➖ Лось Борис", "↩️ Снять отметку")

    assert "Ещё не отмечена 1 семья" in await stage.screen()
    assert (await stage.season.party(first)).came
    assert (await stage.season.party(second)).came is None


async def test_who_came_without_a_sign_up_is_counted(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    await stage.hours_pass(WEEK)
    await stage.opens(event)

    await stage.taps("➕ Без записи", "➕ 5", "➕ 1", "➖ 1")
    assert "Пришли без записи: 5" in await stage.screen()
    await stage.says("столько-то")
    assert "Одно число" in await stage.screen()
    await stage.says("3")
    assert "Пришли без записи: 3" in await stage.screen()
    await stage.says("всего 12 человек")

    assert (await stage.event()).walk_ins == 12
    await stage.taps("⬅️ К событию")
    assert "Без записи: 12" in await stage.screen()


async def test_who_is_left_may_be_said_to_have_come(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna = await stage.comes()
    party = await stage.signs_up(anna, event, 2, 3)
    await stage.hours_pass(WEEK + 4)
    await stage.opens(event)

    await stage.taps("🏁 Завершить", "✅ Они были")

    assert (await stage.season.party(party)).came_children == 3
    await stage.taps("↩️ Поправить отметки", "✅ Отметить", "✅ Седова Анна", "🚫 Не пришли")
    await stage.taps("⬅️ К событию", "🏁 Завершить", "🏁 Завершить")
    assert (await stage.season.party(party)).came is False
    assert len(await queued(club.region.database, "event.thanks")) == 1


async def test_nobody_is_asked_who_came_where_it_is_said_already(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    await stage.hours_pass(WEEK)
    club.region.advance_minutes(4 * 60)
    await club.region.act(stage.season.organiser, attending.close, event.id, attending.Rest.CAME)

    await stage.hours_pass(0)

    assert "Кто был?" not in await club.words(stage.vera)


async def test_what_guests_say_is_shown_from_three_answers_on(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    guests = [await club.region.member("Анна", name) for name in ("Лось", "Ёж", "Рысь")]
    parties = [await stage.season.sign_up(one, event) for one in guests]
    await stage.hours_pass(WEEK + 4)
    act = club.region.act
    await act(stage.season.organiser, attending.close, event.id, attending.Rest.CAME)
    for guest, party in list(zip(guests, parties, strict=True))[:2]:
        await act(guest, feedback.rate, party.id, 5)
    await stage.opens(event)

    await stage.taps("⭐ Отзывы")
    assert "Ответов пока: 2" in await stage.screen()
    assert "угадать" in await stage.screen()
    assert "из 5" not in await stage.screen()

    await act(guests[2], feedback.rate, parties[2].id, 4)
    await act(guests[2], feedback.say_again, parties[2].id, ComesAgain.YES)
    await act(guests[2], feedback.say_in_words, parties[2].id, "Тепло & <душевно>")
    await stage.taps("⬅️ К событию", "⭐ Отзывы")
    assert "Насколько полезно: 4,7 из 5" in await stage.screen()
    assert "да 1, может быть 0, нет 0" in await stage.screen()
    assert "Тепло & <душевно>" in await stage.screen()
