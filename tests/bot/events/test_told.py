"""What families are told of their places, as things stand when it is sent."""

from datetime import timedelta

import pytest

from community.core.actor import Role
from community.core.outbox.models import State
from community.events.attending import service as attending
from community.events.attending.kinds import Whom
from community.events.planning import materials
from community.events.planning import service as planning
from community.events.planning.models import Event
from community.events.signing.entering import Arrival, let_in
from community.events.signing.kinds import PartyState
from community.events.signing.rules import Company
from community.membership.leaving.service import leave
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount
from tests.support.club import Club
from tests.support.crowd import crowd
from tests.support.looking import queued, rows
from tests.support.season import Season
from tests.support.visiting import Visiting


async def coming(club: Club, **changes: object) -> tuple[Visiting, Event]:
    """Anna comes alone."""
    visiting = await Visiting.of(club)
    event = await visiting.season.event(**changes)
    await visiting.season.sign_up(visiting.parent, event)
    return visiting, event


async def passes(club: Club, **time: float) -> None:
    club.region.clock.advance(timedelta(**time))
    await club.settle()


@pytest.mark.parametrize(("number", "told"), [("1", 2), ("2", 1), ("3", 1), ("4", 0)])
@pytest.mark.both_databases
async def test_reminders_come_as_the_family_wishes(club: Club, number: str, told: int) -> None:
    """Both, the day's, the one of the last hours, none."""
    visiting, _ = await coming(club)
    await club.say(visiting.anna, "/events")
    for label in ("🎟 Мои записи", "Пикник", "✏️", "⏰"):
        await club.tap(visiting.anna, label)
    await club.say(visiting.anna, number)

    await passes(club, days=6, minutes=1)
    await passes(club, hours=22)

    assert (await club.words(visiting.anna)).count("Напоминаю") == told


async def test_of_two_reminders_that_come_late_together_one_is_enough(club: Club) -> None:
    visiting, _ = await coming(club)

    await passes(club, days=6, hours=22, minutes=30)

    assert (await club.words(visiting.anna)).count("Напоминаю") == 1


async def test_whoever_waits_or_has_given_back_is_not_reminded(club: Club) -> None:
    visiting, event = await coming(club, capacity=1)
    maria = await visiting.comes("Мария")
    await visiting.season.sign_up(visiting.people[maria], event)
    oleg = await visiting.comes("Олег")
    other = await visiting.season.event(title="Лыжи")
    await visiting.season.sign_up(visiting.people[oleg], other)
    await visiting.gives_back(oleg, other)

    await passes(club, days=6, minutes=1)

    assert "Напоминаю" in await club.words(visiting.anna)
    assert "Напоминаю" not in await club.words(maria)
    assert "Напоминаю" not in await club.words(oleg)


async def test_a_reminder_gives_the_place_back_with_two_taps(club: Club) -> None:
    visiting, event = await coming(club)
    await passes(club, days=6, minutes=1)

    await club.tap(visiting.anna, "🚫 Не сможем")
    assert "Не придёте?" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "⬅️ Оставить")
    assert "Вы записаны" in await club.screen(visiting.anna)
    assert (await visiting.party_of(visiting.anna, event)).state is PartyState.GOING


async def test_a_moved_event_asks_whoever_comes_and_tells_whoever_waits(club: Club) -> None:
    visiting, event = await coming(club, capacity=1)
    maria = await visiting.comes("Мария")
    await visiting.season.sign_up(visiting.people[maria], event)
    season = visiting.season

    at = season.at(days=8)
    await season.change(event, capacity=1, starts_at=at, ends_at=at + timedelta(hours=3))
    await club.settle()

    assert "Вы с нами?" in await club.screen(visiting.anna)
    assert "вт, 24 марта, 10:00–13:00" in await club.screen(visiting.anna)
    assert "место в очереди сохраняется" in await club.screen(maria)
    await club.tap(visiting.anna, "✅ Да, идём")
    assert (await visiting.party_of(visiting.anna, event)).asked_again_at is None
    assert "Вы записаны" in await club.screen(visiting.anna)


async def test_whom_the_new_time_does_not_suit_makes_room_for_others(club: Club) -> None:
    visiting, event = await coming(club, capacity=1)
    maria = await visiting.comes("Мария")
    await visiting.season.sign_up(visiting.people[maria], event)
    at = visiting.season.at(days=8)
    await visiting.season.change(event, capacity=1, starts_at=at, ends_at=at + timedelta(hours=3))
    await club.settle()

    await club.tap(visiting.anna, "🚫 Не сможем")
    await club.tap(visiting.anna, "🚫 Да, не придём")

    assert (await visiting.party_of(visiting.anna, event)).state is PartyState.CANCELLED
    assert "Освободились места" in await club.screen(maria)


async def test_moved_twice_before_it_is_sent_it_is_told_once_as_it_is_now(club: Club) -> None:
    visiting, event = await coming(club)
    for days in (8, 9):
        at = visiting.season.at(days=days)
        await visiting.season.change(event, starts_at=at, ends_at=at + timedelta(hours=3))

    await club.settle()

    words = await club.words(visiting.anna)
    assert words.count("Вы с нами?") == 1
    assert "ср, 25 марта, 10:00" in words
    assert "вт, 24 марта" not in words


async def test_moved_and_then_changed_it_still_asks(club: Club) -> None:
    """The newer letter takes the place of the one that asked."""
    visiting, event = await coming(club)
    at = visiting.season.at(days=8)
    times = {"starts_at": at, "ends_at": at + timedelta(hours=3)}
    await visiting.season.change(event, **times)
    await visiting.season.change(event, place="Дом культуры", **times)

    await club.settle()

    words = await club.words(visiting.anna)
    assert words.count("Вы с нами?") == 1
    assert "Дом культуры" in words


async def test_the_old_reminder_is_not_sent_and_the_new_one_asks_once_more(club: Club) -> None:
    visiting, event = await coming(club)
    at = visiting.season.at(days=9)
    await visiting.season.change(event, starts_at=at, ends_at=at + timedelta(hours=3))
    await club.settle()

    await passes(club, days=6, minutes=1)
    assert "Напоминаю" not in await club.words(visiting.anna)
    await passes(club, days=2)

    assert "вы ещё не ответили" in await club.screen(visiting.anna)
    await club.tap(visiting.anna, "✅ Да, идём")
    assert (await visiting.party_of(visiting.anna, event)).asked_again_at is None


async def test_another_place_is_told_in_short_to_those_alone_who_come(club: Club) -> None:
    visiting, event = await coming(club, capacity=1)
    maria = await visiting.comes("Мария")
    await visiting.season.sign_up(visiting.people[maria], event)

    await visiting.season.change(event, capacity=1, place="Дом <культуры>")
    await club.settle()

    assert "Кое-что изменилось" in await club.screen(visiting.anna)
    assert "Дом <культуры>" in await club.screen(visiting.anna)
    assert "изменилось" not in await club.words(maria)


@pytest.mark.both_databases
async def test_called_off_with_three_hundred_families_while_the_bot_restarts(club: Club) -> None:
    """Everybody hears of it, everybody once."""
    ids = await crowd(club.region, club.messenger, 300)
    organiser = await club.region.newcomer()
    await club.region.grant(organiser, Role.LEADER)
    event = await Season(club.region, organiser).event(capacity=250)
    await _all_sign_up(club, event)
    reason = "Заболел <ведущий>"
    await club.region.act(organiser, planning.cancel, event.id, reason)

    for _ in range(4):
        await club.worker.send_batch()
    letters = await queued(club.region.database, "event.cancelled")
    assert {State.SENT, State.PENDING} <= {one.state for one in letters}
    await club.restart()
    await club.settle()

    for user_id in ids:
        words = await club.words(user_id)
        assert words.count("не состоится") == 1
        assert reason in words
    letters = await queued(club.region.database, "event.cancelled")
    assert {one.state for one in letters} == {State.SENT}
    assert len(letters) == 300


async def _all_sign_up(club: Club, event: Event) -> None:
    accounts = await rows(club.region.database, MessengerAccount)
    async with club.region.database.read() as session:
        actors = [
            await people.actor_for(session, account.person_id, "bot")
            for account in accounts
            if account.external_id and int(account.external_id) >= 70_000
        ]
    arrivals = [Arrival(actor, Company(1)) for actor in actors]
    async with club.region.database.write() as session:
        await let_in(session, event.id, arrivals)


async def test_whoever_gave_the_place_back_is_not_told_that_it_is_called_off(club: Club) -> None:
    visiting, event = await coming(club)
    await visiting.gives_back(visiting.anna, event)
    await club.region.act(visiting.season.organiser, planning.cancel, event.id, "Дождь")

    await club.settle()

    assert "не состоится" not in await club.words(visiting.anna)


async def test_a_place_passes_to_the_husband_who_stays(club: Club) -> None:
    visiting, _ = await coming(club)
    husband = await club.region.husband_of(visiting.parent)
    andrey = await club.in_messenger(husband, "Андрей")

    await club.region.act(visiting.parent, leave)
    await club.settle()

    assert "Ваша семья записана сюда" in await club.screen(andrey)
    await club.tap(andrey, "🎟 Ваша запись")
    assert "Вы записаны" in await club.screen(andrey)


async def test_a_word_of_the_organiser_stands_under_the_title_as_it_was_written(club: Club) -> None:
    visiting, event = await coming(club)
    said = "Возьмите <тёплое> & воду"

    await club.region.act(visiting.season.organiser, attending.say, event.id, Whom.GOING, said)
    await club.settle()

    screen = await club.screen(visiting.anna)
    assert screen == f"📣 Пикник у озера\nПишет организатор:\n\n{said}"
    await club.tap(visiting.anna, "🎟 Ваша запись")
    assert "Вы записаны" in await club.screen(visiting.anna)


async def test_materials_come_to_those_who_will_be_there_unless_taken_away(club: Club) -> None:
    visiting, event = await coming(club)
    organiser = visiting.season.organiser
    first = await club.region.act(
        organiser, materials.add_material, event.id, "Запись", "https://video.example/1"
    )
    await club.region.act(organiser, materials.drop_material, first.id)
    await club.region.act(
        organiser, materials.add_material, event.id, "Памятка", "https://text.example/2"
    )

    await club.settle()

    words = await club.words(visiting.anna)
    assert "https://text.example/2" in words
    assert "video.example" not in words


async def test_nobody_reads_of_a_place_that_is_not_theirs(club: Club) -> None:
    visiting, event = await coming(club)
    maria = await visiting.comes("Мария")
    party = await visiting.party_of(visiting.anna, event)

    for verb in ("open", "ics", "accept", "decline", "stay", "leave", "gone", "back"):
        await club.tap_gone(maria, 1, f"evp:{party.id}:{verb}")

    assert "Пикник" not in await club.words(maria)
    assert (await visiting.season.party(party)).state is PartyState.GOING
