"""Every button under what organisers are sent, pressed by every role; and the ways in."""

import pytest

from community.core.actor import Role
from community.events.planning.models import Event
from community.membership.leaving import service as leaving
from tests.bot.organising.stage import Stage
from tests.bot.test_every_button_every_role import ROLES, someone_with
from tests.support.club import Club

MANAGE = {"activist", "leader of the district", "leader of the region"}
MAY = {*MANAGE, "activist of another district", "leader of another district"}
NAMES = [name for name, _, _ in ROLES]


async def on_the_day(club: Club) -> tuple[Stage, Event, int]:
    """An event of the first district whose organiser has left; one family with a secret name."""
    stage = await Stage.of(club)
    event = await stage.season.event(districts=frozenset({club.region.districts[0].id}))
    party = await stage.season.sign_up(await club.region.member("Тайна", "Планета"), event)
    await club.region.act(stage.season.organiser, leaving.leave)
    await stage.hours_pass(7 * 24)
    return stage, event, party.id


@pytest.mark.parametrize(("name", "role", "district"), ROLES, ids=NAMES)
@pytest.mark.parametrize(
    "button",
    [
        "evo:{event}:desk",
        "evo:{event}:marking",
        "evo:{event}:finish",
        "evo:{event}:take",
        "door:{party}:in",
        "door:{party}:undo",
        "door:{party}:fewer",
    ],
)
async def test_a_button_works_for_whom_it_is_and_for_nobody_else(
    sqlite_club: Club, name: str, role: Role | None, district: int | None, button: str
) -> None:
    club = sqlite_club
    stage, event, party_id = await on_the_day(club)
    user_id = await club.in_messenger(await someone_with(club, role, district))

    await club.tap_gone(user_id, 1, button.format(event=event.id, party=party_id))

    words = await club.words(user_id)
    assert ("Этого здесь больше нет" in words) == (name not in MANAGE), words
    assert "сломалось" not in words.lower()
    if name not in MANAGE:
        after = await stage.season.fresh(event)
        assert after.organiser_id is None
        for secret in ("Планета", "Пикник"):
            assert secret not in words


@pytest.mark.parametrize(("name", "role", "district"), ROLES, ids=NAMES)
async def test_the_way_in_is_there_for_whoever_may_organise(
    sqlite_club: Club, name: str, role: Role | None, district: int | None
) -> None:
    club = sqlite_club
    user_id = await club.in_messenger(await someone_with(club, role, district))

    await club.say(user_id, "/events")

    assert ("🗂 Я организую" in await club.buttons(user_id)) == (name in MAY)
    await club.say(user_id, "/help")
    assert ("Я организую" in await club.screen(user_id)) == (name in MAY)
