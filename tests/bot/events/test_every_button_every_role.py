"""Every button under what is sent of events, pressed by every role, at home and elsewhere."""

import pytest

from community.events.attending.models import EventFeedback
from community.events.signing.kinds import PartyState
from tests.bot.test_every_button_every_role import HELD, someone_with
from tests.support.club import Club
from tests.support.looking import rows
from tests.support.visiting import Visiting

INVITED = {"facilitator", "activist", "leader of the district", "leader of the region"}
OF_A_PLACE = [
    *(f"evp:{{0}}:{verb}" for verb in ("open", "ics", "accept", "decline")),
    *(f"evp:{{0}}:{verb}" for verb in ("stay", "leave", "gone", "back")),
    *(f"evfb:{{0}}:{verb}" for verb in ("u1", "u5", "yes", "perhaps", "no")),
]


@pytest.mark.parametrize("name", HELD)
async def test_a_place_is_nobody_elses_to_touch(sqlite_club: Club, name: str) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    event = await visiting.season.event(title="Планета", place="Тайна")
    party = await visiting.season.sign_up(visiting.parent, event)
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    for button in OF_A_PLACE:
        await club.tap_gone(user_id, 1, button.format(party.id))

    words = await club.words(user_id)
    assert "Планета" not in words
    assert "Тайна" not in words
    assert "сломалось" not in words.lower()
    assert (await visiting.season.party(party)).state is PartyState.GOING
    assert not await rows(club.region.database, EventFeedback)


@pytest.mark.parametrize("name", HELD)
async def test_an_event_opens_for_whoever_is_invited(sqlite_club: Club, name: str) -> None:
    club = sqlite_club
    visiting = await Visiting.of(club)
    home = frozenset({club.region.districts[0].id})
    event = await visiting.season.event(title="Планета", districts=home)
    user_id = await club.in_messenger(await someone_with(club, *HELD[name]))

    for button in (f"ev:{event.id}:open", "ev:list"):
        await club.tap_gone(user_id, 1, button)
    await visiting.opens(user_id, event)
    await club.say(user_id, "/events")

    words = await club.words(user_id)
    assert ("Планета" in words) == (name in INVITED)
    assert "сломалось" not in words.lower()
