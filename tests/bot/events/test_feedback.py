"""Thanks, and three questions: one at a time, in the same place, each of them changed at will."""

import json
from datetime import timedelta

import pytest

from community.events.attending import service as attending
from community.events.attending.guests import look_at_guests
from community.events.attending.kinds import ComesAgain
from community.events.attending.models import EventFeedback
from community.events.attending.service import Rest
from community.events.planning import materials
from community.events.planning.models import Event
from community.events.planning.rules import QuestionPlan
from community.events.planning.service import hold_due
from community.events.signing import wishes
from community.events.signing.kinds import Transport
from tests.support.club import Club
from tests.support.looking import only, rows
from tests.support.visiting import Visiting


async def thanked(club: Club) -> tuple[Visiting, Event, int]:
    """Anna was there; Maria signed up and did not come."""
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    maria = await visiting.comes("Мария")
    for user_id in (visiting.anna, maria):
        await visiting.season.sign_up(visiting.people[user_id], event, adults=2, children=1)
    absent = await visiting.party_of(maria, event)
    organiser = visiting.season.organiser
    club.region.clock.advance(timedelta(days=7, hours=4))
    async with club.region.database.write() as session:
        await hold_due(session)
    await club.region.act(organiser, attending.note_absent, absent.id)
    await club.region.act(organiser, attending.close, event.id, Rest.CAME)
    await club.settle()
    return visiting, event, maria


async def given(club: Club) -> EventFeedback:
    return await only(club.region.database, EventFeedback)


@pytest.mark.both_databases
async def test_three_answers_in_the_place_of_the_thanks(club: Club) -> None:
    visiting, _, _ = await thanked(club)
    anna = visiting.anna
    assert "спасибо, что были с нами" in await club.screen(anna)
    before = len((await club.messenger.inbox(anna))["messages"])

    await club.tap(anna, "5")
    assert "2 из 3. Придёте ещё?" in await club.screen(anna)
    await club.tap(anna, "🤔 Может быть")
    assert "3 из 3" in await club.screen(anna)
    assert len((await club.messenger.inbox(anna))["messages"]) == before
    await club.say(anna, "Хотим <ещё>")

    answer = await given(club)
    assert (answer.useful, answer.again, answer.words) == (5, ComesAgain.PERHAPS, "Хотим <ещё>")
    assert "Спасибо, записано" in await club.screen(anna)


async def test_words_may_be_left_out_and_every_answer_changed(club: Club) -> None:
    visiting, _, _ = await thanked(club)
    anna = visiting.anna
    await club.tap(anna, "2")
    await club.tap(anna, "😊 Да")
    await club.tap(anna, "✓ Завершить")

    await club.tap(anna, "↩️ Ответить иначе")
    assert "1 из 3" in await club.screen(anna)
    await club.tap(anna, "4")

    answer = await given(club)
    assert (answer.useful, answer.again, answer.words) == (4, ComesAgain.YES, None)


async def test_a_mark_may_be_typed_and_a_number_in_words_is_words(club: Club) -> None:
    visiting, _, _ = await thanked(club)
    await club.say(visiting.anna, "3")
    await club.tap(visiting.anna, "🙅 Нет")
    await club.say(visiting.anna, "1")

    answer = await given(club)
    assert (answer.useful, answer.words) == (3, "1")


async def test_too_many_words_are_told_and_the_question_stays(sqlite_club: Club) -> None:
    club = sqlite_club
    visiting, _, _ = await thanked(club)
    await club.tap(visiting.anna, "3")
    await club.tap(visiting.anna, "🙅 Нет")

    await club.say(visiting.anna, "а" * 1001)

    assert "до 1000 знаков" in await club.screen(visiting.anna)
    assert (await given(club)).words is None


async def test_whoever_was_not_there_is_neither_thanked_nor_asked(club: Club) -> None:
    visiting, event, maria = await thanked(club)
    party = await visiting.party_of(maria, event)
    assert "спасибо, что были" not in await club.words(maria)

    await club.tap_gone(maria, 1, f"evfb:{party.id}:u5")
    await club.tap_gone(maria, 1, f"evfb:{party.id}:yes")

    assert "Вопросы — для тех, кто был" in await club.words(maria)
    assert not await rows(club.region.database, EventFeedback)


async def test_nobody_answers_for_somebody_else(club: Club) -> None:
    visiting, event, maria = await thanked(club)
    party = await visiting.party_of(visiting.anna, event)

    await club.tap_gone(maria, 1, f"evfb:{party.id}:u1")

    assert not await rows(club.region.database, EventFeedback)


async def test_materials_are_found_on_the_place_afterwards(club: Club) -> None:
    visiting, event, _ = await thanked(club)
    organiser = visiting.season.organiser
    await club.region.act(
        organiser, materials.add_material, event.id, "Снимки", "https://photo.example/1"
    )
    await club.settle()
    assert "https://photo.example/1" in await club.screen(visiting.anna)

    await club.tap(visiting.anna, "📄 О событии")

    assert "Снимки" in await club.screen(visiting.anna)


async def test_what_the_club_knows_of_it_is_in_ones_own_copy(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event(questions=(QuestionPlan("Обед?"),))
    party = await visiting.season.sign_up(visiting.parent, event, adults=2, children=1)
    act, anna = club.region.act, visiting.parent
    await act(anna, wishes.say_needs, party.id, "Коляска")
    await act(anna, wishes.say_transport, party.id, Transport.OFFERED, 2)
    await club.tap(visiting.anna, "📅")
    await club.tap(visiting.anna, "Пикник")
    await club.tap(visiting.anna, "🎟")
    await club.tap(visiting.anna, "✏️")
    await club.tap(visiting.anna, "❓ Обед?")
    await club.say(visiting.anna, "Постный")

    await club.say(visiting.anna, "/privacy")
    assert "кто придёт с вами на событие" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "💾")

    readable, machine = [
        await club.download(file["file_id"]) for file in (await visiting.media(visiting.anna))[-2:]
    ]
    line = next(
        line for line in readable.decode("utf-8-sig").splitlines() if "Пикник у озера" in line
    )
    assert "взрослых: 2; детей: 1" in line
    assert "пожелания: Коляска" in line
    assert "дорога: есть места в машине; мест в машине: 2" in line
    assert "ответы организатору: Обед?: Постный" in line
    assert json.loads(machine)["events"][0]["needs"] == "Коляска"


async def test_that_the_organiser_read_the_list_is_told(club: Club) -> None:
    visiting = await Visiting.of(club)
    event = await visiting.season.event()
    await visiting.season.sign_up(visiting.parent, event)
    await club.region.act(visiting.season.organiser, look_at_guests, event.id)
    await club.say(visiting.anna, "/privacy")

    await club.tap(visiting.anna, "👁")

    assert "готовят событие, на которое вы записались" in await club.screen(visiting.anna)
