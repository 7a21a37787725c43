"""The organiser is gone: leaders are told, one of them takes it over, the others are thanked."""

import pytest

from community.core.actor import Role
from community.events.planning import service as planning
from community.membership.leaving import service as leaving
from tests.bot.organising.stage import Stage
from tests.support.club import Club
from tests.support.looking import queued


@pytest.mark.both_databases
async def test_the_organiser_is_erased_and_one_leader_takes_it_over(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    anna = await stage.comes()
    await stage.signs_up(anna, event, 2)
    lidia, olga = (
        await stage.comes("Лидия", "Ким", role=Role.LEADER),
        await stage.comes("Ольга", "Юн", role=Role.LEADER),
    )
    await club.region.act(stage.season.organiser, leaving.leave)
    await club.settle()
    for leader in (lidia, olga):
        assert "Событие осталось без организатора" in await stage.screen(leader)
        assert "Записаны: 1 семья" in await stage.screen(leader)

    await stage.press(lidia, "🙋 Возьму")
    await stage.press(olga, "🙋 Возьму")

    assert (await stage.event()).organiser_id == stage.people[lidia].id
    assert "теперь ведёте вы" in await stage.screen(lidia)
    assert "уже взял кто-то другой" in await stage.screen(olga)
    await stage.press(lidia, "🗂 Событие")
    assert "Придут: 1 семья" in await stage.screen(lidia)


async def test_it_is_taken_over_from_its_desk_as_well(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    lidia = await stage.comes("Лидия", "Ким", role=Role.LEADER)
    await stage.loses_role()
    stage.vera = lidia
    await stage.opens(event)
    assert "его никто не ведёт" in await stage.screen()

    await stage.taps("🙋 Возьму")

    assert "Теперь его ведёте вы" in await stage.screen()
    assert "🙋 Возьму" not in await stage.buttons()


async def test_a_letter_that_is_late_tells_nobody_what_is_no_longer_so(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    lidia = await stage.comes("Лидия", "Ким", role=Role.LEADER)
    await club.region.act(stage.season.organiser, leaving.leave)
    await club.region.act(stage.people[lidia], planning.take_over, event.id)

    await club.settle()

    assert "без организатора" not in await club.words(lidia)


@pytest.mark.both_databases
async def test_whoever_it_is_handed_over_to_is_told(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    lidia = await stage.comes("Лидия", "Ким", role=Role.ACTIVIST)
    colleague = stage.people[lidia].id

    for _ in range(2):
        await club.region.act(stage.season.organiser, planning.hand_over, event.id, colleague)
    await club.settle()

    assert "Теперь это событие ведёте вы" in await stage.screen(lidia)
    await stage.press(lidia, "🗂 Событие")
    assert "Пикник у озера" in await stage.screen(lidia)
    assert len(await queued(club.region.database, "event.handed_over")) == 1


@pytest.mark.both_databases
async def test_whoever_gave_it_on_before_the_letter_came_hears_nothing(club: Club) -> None:
    stage = await Stage.of(club)
    event = await stage.season.event()
    lidia = await stage.comes("Лидия", "Ким", role=Role.ACTIVIST)
    organiser = stage.season.organiser
    await club.region.act(organiser, planning.hand_over, event.id, stage.people[lidia].id)
    await club.region.act(organiser, planning.hand_over, event.id, organiser.id)

    await club.settle()

    assert "ведёте вы" not in await club.words(lidia)
