"""Personal data in a message that is noticed for another reason: kept nowhere all the same."""

import pytest

from moderation.incidents.kinds import Topic
from tests.support.club import Club
from tests.support.desk import Desk
from tests.support.judging import HARD_DATA, INSULT, THREAT
from tests.support.street import PICTURE, Street

LEAK = f"СНИЛС {HARD_DATA}"


async def words_kept(street: Street) -> list[str | None]:
    """Whatever the database holds of what was written."""
    return [
        *(message.text for message in await street.messages() if message.text),
        *(incident.excerpt for incident in await street.incidents() if incident.excerpt),
    ]


@pytest.mark.both_databases
async def test_of_a_channels_post(club: Club) -> None:
    street = await Street.of(club)
    poster = await street.neighbour()
    channel = int((await club.messenger.add_channel("Ищем семью", poster))["id"])

    await street.say(poster, f"Алине нужна семья. {LEAK}", as_chat=channel)

    assert await street.lines() == []
    (incident,) = await street.incidents()
    assert incident.topic is Topic.CHANNEL
    assert await words_kept(street) == []


async def test_of_a_newcomers_picture_while_their_removal_is_only_tried_out(club: Club) -> None:
    street = await Street.of(club)
    await street.rule(dry_run_personal_data=True)
    newcomer = await street.newcomer()

    await street.say(newcomer, photo={**PICTURE, "caption": LEAK})

    assert Topic.PROBATION in {incident.topic for incident in await street.incidents()}
    assert await words_kept(street) == []


async def test_of_an_insult_which_its_author_hears_of_once(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour()
    before = len((await club.messenger.inbox(author))["messages"])

    await desk.say(author, f"Сосед {INSULT}, {LEAK}")

    (word,) = (await club.messenger.inbox(author))["messages"][before:]
    assert "[номер СНИЛС]" in word["text"]
    assert await words_kept(desk) == []


async def test_of_a_threat_whose_mute_is_told_as_well(club: Club) -> None:
    desk = await Desk.of(club)
    author = await desk.neighbour()

    await desk.say(author, f"Я тебя {THREAT}, {LEAK}")

    assert "но не писать в них" in await club.screen(author)


async def test_of_what_a_moderator_warns_for_while_the_chat_lets_data_stand(club: Club) -> None:
    desk = await Desk.of(club)
    await desk.rule(personal_data="off")
    author, moderator = await desk.neighbour(), await desk.moderator()

    await desk.command(moderator, "/warn", to=await desk.say(author, f"Вот вам: {LEAK}"))

    assert await words_kept(desk) == []
    assert "Текст не хранится" in await desk.card()
    assert "⚠️ Предупреждение" in await club.screen(author)


async def test_of_what_a_member_reports_for_another_reason(club: Club) -> None:
    desk = await Desk.of(club)
    await desk.rule(personal_data="off")
    await desk.moderator()
    author, reporter = await desk.neighbour(), await desk.neighbour("Ольга")
    written = await desk.say(author, f"Вот вам: {LEAK}")

    await desk.command(reporter, "/report", to=written)
    await club.tap(reporter, "другое")

    assert len(await desk.incidents()) == 1
    assert await words_kept(desk) == []
