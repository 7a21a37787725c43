"""What becomes of an event one has signed up to, for whom the bot cannot reach."""

from datetime import timedelta
from typing import Any

import pytest

from community.core.outbox.models import State
from community.events.attending import service as attending
from community.events.attending.kinds import Whom
from community.events.planning import service as planning
from community.events.signing import service as signing
from tests.support.looking import queued
from tests.support.mailing import Mailing
from tests.support.post import plain
from tests.support.season import Season


@pytest.mark.parametrize("what", ["cancelled", "moved", "changed", "reminder", "word"])
@pytest.mark.both_databases
async def test_what_changes_about_an_event_comes_by_letter(mailing: Mailing, what: str) -> None:
    club, post = mailing.club, mailing.post
    season = await Season.of(club.region)
    mother, anna = await mailing.mother()
    event = await season.event()
    party = await season.sign_up(mother, event)
    await club.settle()
    await club.messenger.block_bot(anna)

    expected: dict[str, str] = {
        "cancelled": "не состоится",
        "moved": "другое время",
        "changed": "изменил",
        "reminder": "Напоминаю",
        "word": "Возьмите пледы",
    }
    acts: dict[str, Any] = {
        "cancelled": lambda: club.region.act(season.organiser, planning.cancel, event.id, "Гроза"),
        "moved": lambda: season.change(
            event, starts_at=season.at(days=8), ends_at=season.at(days=8, hours=3)
        ),
        "changed": lambda: season.change(event, place="Набережная"),
        "word": lambda: club.region.act(
            season.organiser, attending.say, event.id, Whom.GOING, "Возьмите пледы"
        ),
    }
    if what == "reminder":
        await mailing.pass_time(timedelta(days=6, minutes=1))
    else:
        await acts[what]()
        await club.settle()
    (letter,) = post.letters
    assert party.person_id == mother.id
    assert "Пикник у озера" in plain(letter)
    assert expected[what] in plain(letter)
    assert "в боте клуба: https://t.me/club_demo_bot" in plain(letter)


async def test_what_is_not_for_letters_stays_unsent(mailing: Mailing) -> None:
    """An offer of seats has to be answered: by a tap, or not at all."""
    club, post = mailing.club, mailing.post
    season = await Season.of(club.region)
    event = await season.event(capacity=1)
    first = await club.region.member()
    taken = await season.sign_up(first, event)
    mother, anna = await mailing.mother()
    await season.sign_up(mother, event)
    await club.settle()
    await club.messenger.block_bot(anna)
    await club.region.act(first, signing.withdraw, taken.id)
    await club.settle()
    (offer,) = await queued(club.region.database, "event.offer")
    assert (offer.state, offer.by_mail) == (State.UNREACHABLE, False)
    assert post.letters == []
