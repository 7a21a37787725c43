"""Probation: a newcomer's links, pictures and forwarded messages wait for a moderator's look."""

from datetime import timedelta

import pytest

from moderation.incidents.kinds import Decision, MessageState, Topic
from tests.support.club import Club
from tests.support.judging import SOFT_DATA
from tests.support.looking import rows
from tests.support.street import PICTURE, Street

LINK = "Смотрите, что нашла: www.example.com/lamp"


@pytest.mark.both_databases
async def test_a_newcomers_picture_is_shown_to_moderators_then_taken_away(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()

    await street.say(newcomer, photo={**PICTURE, "caption": "Наша ёлка"})

    assert await street.lines() == []
    (copy,) = [m for m in await street.moderators_see() if m["media"]]
    assert (copy["text"], copy["media"]["kind"]) == ("Наша ёлка", "photo")
    (incident,), (message,) = await street.incidents(), await street.messages()
    assert incident.topic is Topic.PROBATION
    assert message.state is MessageState.REMOVED
    assert message.copy_ref == f"{street.moderators}:{copy['id']}"


async def test_a_picture_that_is_all_right_comes_back_with_its_words(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer("Анна")
    await street.say(newcomer, photo={**PICTURE, "caption": "Наша ёлка"})
    (incident,) = await street.incidents()

    await street.decide(incident, Decision.INNOCENT)

    assert await street.lines() == ["Анна:\nНаша ёлка"]
    assert (await street.messages())[0].state is MessageState.RETURNED


async def test_who_was_vouched_for_by_mistake_is_a_newcomer_again(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer("Анна")
    await street.say(newcomer, LINK)
    (incident,) = await street.incidents()
    await street.decide(incident, Decision.INNOCENT)

    await street.undo(incident)
    await street.say(newcomer, LINK)

    assert await street.lines() == []


async def test_a_copy_somebody_deleted_leaves_the_words(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer("Анна")
    await street.say(newcomer, photo={**PICTURE, "caption": "Наша ёлка"})
    (copy,) = [m for m in await street.moderators_see() if m["media"]]
    await club.app.bot.delete_message(street.moderators, copy["id"])

    await street.decide((await street.incidents())[0], Decision.INNOCENT)

    assert await street.lines() == ["Анна:\nНаша ёлка"]


async def test_after_a_day_the_copy_leaves_the_moderators_chat_as_well(club: Club) -> None:
    street = await Street.of(club)
    await street.say(await street.newcomer(), photo=PICTURE)

    club.region.clock.advance(timedelta(hours=25))
    await street.erase()

    assert not [m for m in await street.moderators_see() if m["media"]]
    assert (await street.messages())[0].copy_ref is None


async def test_without_a_moderators_chat_each_moderator_sees_the_picture_in_private(
    club: Club,
) -> None:
    street = Street(club, await club.chat(title="Наш чат"), 0)
    activist = await street.activist()

    await street.say(await street.newcomer(), photo=PICTURE)

    assert await street.lines() == []
    inbox = (await club.messenger.inbox(activist))["messages"]
    assert [m["media"]["kind"] for m in inbox if m["media"]] == ["photo"]


async def test_a_link_waits_and_the_fifth_quiet_message_ends_probation(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()
    await street.say(newcomer, LINK)
    assert await street.lines() == []

    for number in range(5):
        await street.say(newcomer, f"слово {number}")
    await street.say(newcomer, LINK)

    assert (await street.lines())[-1] == LINK


@pytest.mark.both_databases
async def test_probation_is_remembered_by_the_next_process(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()
    for number in range(5):
        await street.say(newcomer, f"слово {number}")

    await club.restart()
    await street.say(newcomer, LINK)

    assert LINK in await street.lines()


async def test_three_days_end_probation_as_well(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()
    await street.say(newcomer, "Здравствуйте")
    await club.app.flush()

    club.region.clock.advance(timedelta(days=3))
    await street.say(newcomer, LINK)

    assert LINK in await street.lines()


async def test_a_message_that_was_held_brings_nobody_nearer_to_the_end(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()
    for _ in range(6):
        await street.say(newcomer, LINK)

    assert await street.lines() == []


async def test_a_forwarded_message_waits_and_says_what_is_soft_about_it_to_nobody(
    club: Club,
) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()
    own = await club.messenger.say(newcomer, f"Моя {SOFT_DATA}")
    await club.settle()

    origin = {"chat_id": newcomer, "message_id": own["message_id"]}
    await street.say(newcomer, forward_from=origin)

    assert await street.lines() == []
    (incident,) = await street.incidents()
    assert incident.topic is Topic.PROBATION


async def test_a_moderator_posts_what_they_like(club: Club) -> None:
    street = await Street.of(club)
    activist = await street.activist()

    await street.say(activist, LINK)
    await street.say(activist, photo=PICTURE)

    assert len(await street.lines()) == 2


async def test_a_flood_of_pictures_does_not_flood_the_moderators(club: Club) -> None:
    street = await Street.of(club)
    newcomer = await street.newcomer()
    for number in range(14):
        await club.messenger.say(
            newcomer, chat_id=street.chat, photo={**PICTURE, "caption": str(number)}
        )
    await club.settle()

    assert await street.lines() == []
    assert len(await street.incidents()) == 1
    shown = [m for m in await street.moderators_see() if m["media"]]
    assert len(shown) == 10
    assert len(await rows(club.region.database, type((await street.messages())[0]))) == 14
