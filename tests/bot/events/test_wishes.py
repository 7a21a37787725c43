"""What a family adds once it has its place: answers, needs, a lift. Each may be left out."""

import pytest

from community.events.planning.kinds import EventFormat
from community.events.planning.rules import QuestionPlan
from community.events.signing.kinds import Reminders, Transport
from community.events.signing.models import EventAnswer
from tests.support.club import Club
from tests.support.looking import rows
from tests.support.visiting import Visiting


@pytest.mark.both_databases
async def test_what_the_organiser_wants_to_know_comes_after_the_place(club: Club) -> None:
    visiting = await Visiting.of(club)
    questions = (
        QuestionPlan("Сколько коробок поделок?"),
        QuestionPlan("Какой обед?", ("Мясной", "Постный")),
    )
    event = await visiting.season.event(questions=questions)
    anna = visiting.anna
    await visiting.signs_up(anna, event)

    await club.tap(anna, "➡️ Пара вопросов")
    assert "Сколько коробок" in await club.screen(anna)
    await club.say(anna, "3")
    await club.tap(anna, "Постный")
    await club.say(anna, "Будет коляска <двойная>")
    await club.tap(anna, "Есть места в машине")
    await club.tap(anna, "2")
    await club.tap(anna, "За два часа")

    party = await visiting.party_of(anna, event)
    answers = await rows(club.region.database, EventAnswer)
    assert [one.words for one in answers] == ["3", "Постный"]
    assert party.needs == "Будет коляска <двойная>"
    assert (party.transport, party.transport_seats) == (Transport.OFFERED, 2)
    assert party.reminders is Reminders.HOURS
    screen = await club.screen(anna)
    assert "Будет коляска <двойная>" in screen
    assert "есть места в машине: 2" in screen


async def test_each_question_may_be_left_out_and_answered_later(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(questions=(QuestionPlan("Что принесёте?"),))
    anna = visiting.anna
    await visiting.signs_up(anna, event)

    await club.tap(anna, "➡️ Пара вопросов")
    for _ in range(4):
        await club.tap(anna, "Пропустить")
    assert "Вы записаны" in await club.screen(anna)
    await club.tap(anna, "✏️")
    await club.tap(anna, "❓ Что принесёте?")
    await club.say(anna, "Пирог")

    (answer,) = await rows(club.region.database, EventAnswer)
    assert answer.words == "Пирог"
    assert "Что принесёте?: Пирог" in await club.screen(anna)


async def test_too_long_an_answer_is_told_and_the_question_stays(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event(questions=(QuestionPlan("Обед?", ("Мясной", "Постный")),))
    anna = visiting.anna
    await visiting.signs_up(anna, event)
    await club.tap(anna, "➡️ Пара вопросов")

    await club.say(anna, "Рыбный")
    assert "Выберите одну из кнопок" in await club.screen(anna)
    await club.tap(anna, "Пропустить")
    await club.say(anna, "а" * 301)

    assert "до 300 знаков" in await club.screen(anna)
    assert (await visiting.party_of(anna, event)).needs is None


async def test_nobody_needs_a_lift_to_an_online_meeting(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event(
        format=EventFormat.ONLINE, place=None, link="https://meet.example/1"
    )
    await visiting.opens(visiting.anna, event)
    assert "meet.example" not in await club.screen(visiting.anna)
    await visiting.signs_up(visiting.anna, event)
    assert "https://meet.example/1" in await club.screen(visiting.anna)

    await club.tap(visiting.anna, "✏️")

    assert not any("🚗" in label for label in await club.buttons(visiting.anna))


async def test_others_of_the_district_who_go_by_car_are_told_as_numbers(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    maria = await visiting.comes("Мария")
    for user_id, lift, seats in ((maria, "Есть места", "3"), (visiting.anna, "Нужны места", "2")):
        await visiting.signs_up(user_id, event)
        await club.tap(user_id, "✏️")
        await club.tap(user_id, "🚗")
        await club.tap(user_id, lift)
        await club.tap(user_id, seats)

    await club.tap(visiting.anna, "✏️")
    await club.tap(visiting.anna, "🚗")

    screen = await club.screen(visiting.anna)
    assert "предлагают мест — 3, ищут — 0" in screen
    assert "Мария" not in screen
