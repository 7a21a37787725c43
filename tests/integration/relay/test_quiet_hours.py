"""By night conversations make no sound, and whoever asks knows when they will be read."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from community.core.options import Options, save_options
from community.core.quiet import night_at
from community.relay.models import Conversation
from community.relay.nights import goes_silently
from community.relay.service import Party, open_conversation
from tests.integration.relay.talk import Talk
from tests.support.factories import SYSTEM, Region, Someone
from tests.support.looking import queued

EVENING = datetime(2026, 3, 16, 16, 30, tzinfo=UTC)  # 23:30 in Tomsk


async def until(region: Region, moment: datetime) -> None:
    region.clock.advance(moment - region.clock.now())


async def silent(region: Region, talk: Talk) -> bool:
    async with region.database.read() as session:
        return await goes_silently(session, await session.get_one(Conversation, talk.id))


async def told(region: Region) -> list[tuple[str, bool]]:
    letters = await queued(region.database, "relay.acknowledged")
    return [(one.unique_key.split(":")[2], one.params["night"]) for one in letters]


@pytest.mark.parametrize(
    ("hour", "hours", "begun"),
    [
        (21, (22, 8), None),
        (22, (22, 8), 16),
        (3, (22, 8), 15),
        (8, (22, 8), None),
        (0, (0, 6), 16),
        (6, (0, 6), None),
        (23, (7, 7), None),
    ],
)
def test_a_night_is_named_by_the_day_it_began_on(
    hour: int, hours: tuple[int, int], begun: int | None
) -> None:
    night = night_at(datetime(2026, 3, 16, hour, tzinfo=UTC), *hours)

    assert (night.day if night else None) == begun


async def test_guarded_conversations_are_silent_by_night(region: Region, talk: Talk) -> None:
    assert not await silent(region, talk)
    await until(region, EVENING)
    assert await silent(region, talk)
    region.clock.advance(timedelta(hours=9))
    assert not await silent(region, talk)


async def test_opening_up_does_not_make_it_loud(region: Region, talk: Talk) -> None:
    for side in (talk.asker, talk.helper):
        await talk.reveal(side)
    await until(region, EVENING)

    assert await silent(region, talk)


async def test_whoever_is_in_danger_is_always_heard(
    region: Region, mother: Someone, helper: Someone
) -> None:
    parties = Party(mother.id, "Анна"), Party(helper.id, "Вера")
    async with region.database.write() as session:
        conversation = await open_conversation(session, *parties, guarded=False)
        await session.commit()
    talk = Talk(region, mother, helper, conversation.id)
    await until(region, EVENING)
    await talk.say(mother, "Помогите")

    assert not await silent(region, talk)
    assert await told(region) == []


async def test_the_first_words_by_day_are_acknowledged_once(region: Region, talk: Talk) -> None:
    for _ in range(3):
        await talk.say(talk.asker)
    await talk.say(talk.helper)

    assert await told(region) == [("first", False)]
    (letter,) = await queued(region.database, "relay.acknowledged")
    assert letter.recipient_id == talk.asker.id


async def test_by_night_it_is_said_once_a_night(region: Region, talk: Talk) -> None:
    await until(region, EVENING)
    await talk.say(talk.asker)
    region.clock.advance(timedelta(hours=5))  # half past four, the same night
    await talk.say(talk.asker)
    region.clock.advance(timedelta(hours=6))  # day
    await talk.say(talk.asker)
    await until(region, EVENING + timedelta(days=1))
    await talk.say(talk.asker)

    assert await told(region) == [("2026-03-16", True), ("2026-03-17", True)]


async def test_a_region_without_quiet_hours(region: Region, talk: Talk) -> None:
    wanted = replace(Options(), quiet_from_hour=8, quiet_to_hour=8)
    await region.act(SYSTEM, save_options, wanted)
    await until(region, EVENING)

    assert not await silent(region, talk)
