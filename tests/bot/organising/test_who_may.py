"""Every button under what organisers are sent, pressed by every role; and the ways in."""

import pytest

from community.events.planning.models import Event
from community.membership.leaving import service as leaving
from tests.bot.organising.stage import Stage
from tests.bot.test_every_button_every_role import HELD, someone_with
from tests.support.club import Club

MANAGE = {"activist", "leader of the district", "leader of the region"}
MAY = {*MANAGE, "activist of another district", "leader of another district"}
BUTTONS = (
    "evo:{event}:desk",
    "evo:{event}:marking",
    "evo:{event}:finish",
    "evo:{event}:take",
    "door:{party}:in",
    "door:{party}:undo",
    "door:{party}:fewer",
)
GONE = "Этого здесь больше нет"


async def on_the_day(club: Club) -> tuple[Stage, Event, int]:
    """An event of the first district whose organiser has left; one family with a secret name."""
    stage = await Stage.of(club)
    event = await stage.season.event(districts=frozenset({club.region.districts[0].id}))
    party = await stage.season.sign_up(await club.region.member("Тайна", "Планета"), event)
    await club.region.act(stage.season.organiser, leaving.leave)
    await stage.hours_pass(7 * 24)
    return stage, event, party.id


@pytest.mark.parametrize("button", BUTTONS)
@pytest.mark.parametrize("name", sorted(MANAGE))
async def test_a_button_works_for_whom_it_is(sqlite_club: Club, name: str, button: str) -> None:
    club = sqlite_club
    _, event, party_id = await on_the_day(club)
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    await club.tap_gone(user_id, 1, button.format(event=event.id, party=party_id))

    words = await club.words(user_id)
    assert GONE not in words, name
    assert "сломалось" not in words.lower()


@pytest.mark.parametrize("name", [name for name in HELD if name not in MANAGE])
async def test_no_button_works_for_anybody_else(sqlite_club: Club, name: str) -> None:
    club = sqlite_club
    stage, event, party_id = await on_the_day(club)
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    for pressed, button in enumerate(BUTTONS, start=1):
        await club.tap_gone(user_id, 1, button.format(event=event.id, party=party_id))
        assert (await club.words(user_id)).count(GONE) == pressed, (name, button)

    words = await club.words(user_id)
    assert "сломалось" not in words.lower()
    assert (await stage.season.fresh(event)).organiser_id is None
    for secret in ("Планета", "Пикник"):
        assert secret not in words


@pytest.mark.parametrize("name", HELD)
async def test_the_way_in_is_there_for_whoever_may_organise(sqlite_club: Club, name: str) -> None:
    club = sqlite_club
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    await club.say(user_id, "/events")

    assert ("🗂 Я организую" in await club.buttons(user_id)) == (name in MAY)
    await club.say(user_id, "/help")
    assert ("Я организую" in await club.screen(user_id)) == (name in MAY)
