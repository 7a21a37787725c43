"""A cry in a district chat: the person hears a kind word, the one on duty comes (14, 15)."""

from community.core.actor import Role
from community.duty.kinds import Colour, Outcome, SignalSource, SignalState
from community.duty.models import Signal
from moderation.incidents.kinds import Decision, IncidentState
from moderation.incidents.models import Incident, Lesson
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import DESPAIR
from tests.support.looking import only, rows
from tests.support.night import Night


async def test_the_author_gets_a_human_line_and_the_one_on_duty_a_card(club: Club) -> None:
    night, desk = await Night.of(club), await Desk.of(club)
    anna = await desk.neighbour("Анна")

    await desk.say(anna, f"Я больше {DESPAIR}")

    words = await club.words(anna)
    assert "вы с этим не одни" in words
    assert "8-800-2000-122" in words
    assert await night.heard_by(night.vera, f"Я больше {DESPAIR}")
    signal = await night.signal()
    assert (signal.colour, signal.source) == (Colour.RED, SignalSource.DETECTOR)
    assert await desk.lines() == [f"Я больше {DESPAIR}"], "it is never deleted"


async def test_a_false_alarm_is_one_tap_and_remembered(club: Club) -> None:
    """Scenario 15."""
    night, desk = await Night.of(club), await Desk.of(club)
    anna = await desk.neighbour("Анна")
    await desk.say(anna, f"Я больше {DESPAIR}")

    await club.tap(night.vera, "🙂 Ложная тревога")

    incident = await only(club.region.database, Incident)
    assert incident.decision is Decision.FALSE_ALARM
    assert "ложная тревога" in await desk.card()
    assert len(await rows(club.region.database, Lesson)) == 1


async def test_taken_by_a_moderator_in_the_activists_chat(club: Club) -> None:
    night, desk = await Night.of(club), await Desk.of(club)
    moderator = await desk.moderator("Нина")
    anna = await desk.neighbour("Анна")
    await desk.say(anna, f"Я больше {DESPAIR}")

    await desk.tap(moderator, "🤝 Иду")

    assert (await night.signal()).state is SignalState.TAKEN
    assert "С человеком сейчас: Нина" in (await night.last_from_bot(night.vera))["text"]
    assert "<b>" not in await club.screen(anna)
    assert "Нина рядом с вами" in await club.screen(anna)
    assert "Вы рядом" in await club.screen(moderator)
    await desk.tap(moderator, "✅ Разговор помог")
    assert (await night.signal()).outcome is Outcome.HELPED


async def test_taken_from_the_card_shows_in_the_activists_chat(club: Club) -> None:
    night, desk = await Night.of(club), await Desk.of(club)
    anna = await desk.neighbour("Анна")
    await desk.say(anna, f"Я больше {DESPAIR}")

    await club.tap(night.vera, "🤝 Иду")

    incident = await only(club.region.database, Incident)
    assert incident.state is IncidentState.TAKEN
    assert "Вера" in await desk.card()


async def test_who_it_was_about_says_it_is_all_right(club: Club) -> None:
    night, desk = await Night.of(club), await Desk.of(club)
    anna = await desk.neighbour("Анна")
    await desk.say(anna, f"Я больше {DESPAIR}")

    await club.tap(anna, "🙂 Всё в порядке")

    assert (await night.signal()).outcome is Outcome.FALSE_ALARM
    assert "Станет тяжело" in await club.screen(anna)


async def test_who_never_spoke_to_the_bot_is_answered_in_the_chat(club: Club) -> None:
    night, desk = await Night.of(club), await Desk.of(club)
    stranger = await club.newcomer("Гостья")
    await club.messenger.add_member(desk.chat, stranger)
    await club.settle()

    await desk.say(stranger, f"Я больше {DESPAIR}")
    await club.tap(night.vera, "🤝 Иду")

    card = (await night.last_from_bot(night.vera))["text"]
    assert "не могу написать в личку" in card
    assert (await only(club.region.database, Signal)).state is SignalState.TAKEN


async def test_an_activist_of_another_district_hears_nothing(club: Club) -> None:
    night, desk = await Night.of(club), await Desk.of(club)
    elsewhere = await club.region.member("Зоя", "Ким", district=5)
    await club.region.grant(elsewhere, Role.ACTIVIST, district=5)
    zoya = await club.in_messenger(elsewhere, "Зоя")
    anna = await desk.neighbour("Анна")

    await desk.say(anna, f"Я больше {DESPAIR}")
    await night.minutes_pass(120)

    assert not await night.heard_by(zoya, DESPAIR)
