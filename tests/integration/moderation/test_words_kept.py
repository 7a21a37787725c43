"""Words are kept as short as they can be: personal data never, texts a day, excerpts a month."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from community.membership.leaving.facts import PersonErased
from moderation.detect.verdict import Action
from moderation.incidents.appealing import appeal
from moderation.incidents.deciding import decide
from moderation.incidents.erasing import erase_due, on_erased
from moderation.incidents.kinds import Decision, MessageState, Source, Topic
from moderation.incidents.models import Appeal, Incident, IncidentMessage, Lesson
from moderation.incidents.seeing import add_context, media_copied
from tests.support.factories import Region, Someone
from tests.support.incidents import TEXT, Hands, Watch
from tests.support.looking import only, queued, rows
from tests.support.raw import found_in_clear

DAY = timedelta(days=1)
SECRET = "Алина Петрова, 2015 г.р., СНИЛС 112-233-445 95"
BEFORE = [[500, "Подскажите, как прикрепить ребёнка"]]


async def raw_words(region: Region) -> list[Any]:
    """Everything in the columns that hold words, as the database keeps it."""
    statements = (
        "SELECT excerpt, context FROM incident",
        "SELECT text FROM incident_message",
        "SELECT excerpt FROM lesson",
        "SELECT words FROM appeal",
    )
    async with region.database.engine.connect() as connection:
        found = [row for one in statements for row in await connection.execute(text(one))]
    return [value for row in found for value in row if value is not None]


async def erase(region: Region) -> int:
    total = 0
    async with region.database.write() as session:
        while erased := await erase_due(session):
            total += erased
    await region.database.forget_old_pages()
    return total


@pytest.mark.parametrize(
    "noticed",
    [
        {"topic": Topic.PERSONAL_DATA, "action": Action.REMOVE},
        {"topic": Topic.PERSONAL_DATA, "action": Action.HINT},
        {"topic": Topic.PERSONAL_DATA, "action": Action.ALLOW, "source": Source.REPORT},
        {"topic": Topic.PERSONAL_DATA, "action": Action.REMOVE, "dry_run": True},
        {"topic": Topic.SPAM, "reasons": ("spam.link", "personal_data.snils")},
    ],
    ids=["removed", "hinted at", "reported", "tried out", "inside spam"],
)
async def test_a_childs_data_are_never_written_down(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    hands: Hands,
    noticed: dict[str, Any],
) -> None:
    told = {"text": SECRET, "excerpt": SECRET, "context": BEFORE}
    incident = await watch.seen(mother, **noticed, **told)
    async with region.database.write() as session:
        await add_context(session, incident.id, [[600, SECRET]])
    await hands.settle()

    assert await raw_words(region) == []
    assert await found_in_clear(region.database, ["Алина", "Петрова", "112-233"]) == []


async def test_a_decision_about_a_childs_data_writes_none_of_them_either(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(
        mother, topic=Topic.PERSONAL_DATA, action=Action.REMOVE, text=SECRET
    )
    await hands.settle()
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await hands.settle()

    assert await raw_words(region) == []
    assert hands.quotes == {}, "there is nothing to give back: the author has it in private"


async def test_a_childs_data_that_come_by_an_edit_take_the_earlier_words_along(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    first = watch.sighting(mother, context=BEFORE)
    edited = watch.sighting(
        mother,
        message_id=first.message_id,
        topic=Topic.PERSONAL_DATA,
        action=Action.REMOVE,
        text=SECRET,
    )
    await watch.see(first)
    assert len(await raw_words(region)) == 3
    (incident,) = await watch.see(edited)

    assert incident.topic is Topic.PERSONAL_DATA
    assert await raw_words(region) == []


async def test_the_author_gets_them_back_from_memory_the_row_is_for_a_process_that_died(
    region: Region, watch: Watch, mother: Someone
) -> None:
    await watch.seen(mother, topic=Topic.PERSONAL_DATA, action=Action.REMOVE, text=SECRET)

    (fallback,) = await queued(region.database, "moderation.explain")
    assert fallback.due_at == region.clock.now() + timedelta(seconds=30)


async def test_what_is_kept_is_kept_encrypted(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    await watch.seen(mother, context=BEFORE)

    assert len(await raw_words(region)) == 3
    planted = ["Заработок", "прикрепить"]
    assert await found_in_clear(region.database, planted) == []


async def test_a_text_is_gone_after_a_day_and_an_excerpt_after_a_month(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, context=BEFORE)
    await hands.settle()
    await region.act(moderator, decide, incident.id, Decision.RIGHT)
    await region.act(mother, appeal, incident.id, "Это была не реклама")

    region.clock.advance(DAY - timedelta(seconds=1))
    assert await erase(region) == 0
    region.clock.advance(timedelta(seconds=1))
    assert await erase(region) == 1
    message = await watch.message(incident)
    assert (message.text, message.erase_at) == (None, None)
    assert (await watch.incident(incident.id)).excerpt == TEXT

    region.clock.advance(29 * DAY)
    assert await erase(region) == 3, "an excerpt, a lesson's and the words of an appeal"
    assert await raw_words(region) == []
    left = await watch.incident(incident.id)
    assert (left.decision, left.reasons) == (Decision.RIGHT, ["spam.wording"]), "counts stay"
    assert len(await rows(region.database, Lesson)) == len(await rows(region.database, Appeal)) == 1


async def test_cards_lose_the_words_as_well(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    await watch.seen(mother)
    await hands.settle()
    before = len(hands.told)
    region.clock.advance(30 * DAY)
    await erase(region)
    await hands.settle()

    assert hands.told[before:] == [("moderation.card_update", moderator.id)]


async def test_the_moderators_copy_of_a_picture_is_dropped_after_a_day(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, text=None, excerpt=None, media="photo")
    message = await watch.message(incident)
    async with region.database.write() as session:
        await media_copied(session, message.id, "-1009:41")
    region.clock.advance(DAY)
    await erase(region)

    (drop,) = await queued(region.database, "moderation.drop_copy")
    assert (await watch.message(incident)).copy_ref == "-1009:41", "until it is gone there"
    assert drop.params == {"message": message.id}
    await hands.settle()
    assert (await watch.message(incident)).copy_ref is None


async def test_a_quote_that_could_not_be_sent_for_a_day_is_given_up(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    await hands.settle()
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    region.clock.advance(DAY)
    await erase(region)
    await hands.settle()

    assert (await watch.message(incident)).state is MessageState.REMOVED
    assert hands.quotes == {}


async def test_many_are_erased_in_batches(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    await watch.see(*(watch.sighting(mother) for _ in range(501)))
    region.clock.advance(DAY)
    async with region.database.write() as session:
        assert [await erase_due(session) for _ in range(3)] == [500, 1, 0]

    assert {row.text for row in await rows(region.database, IncidentMessage)} == {None}


async def test_words_of_a_person_who_is_forgotten_go_at_once(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, leader: Someone
) -> None:
    father = await region.member()
    theirs = await watch.seen(mother, context=BEFORE)
    await region.act(moderator, decide, theirs.id, Decision.RIGHT)
    await region.act(mother, appeal, theirs.id, "Это была не реклама")
    await watch.seen(mother, topic=Topic.ABUSE)
    others = await watch.seen(father)
    async with region.database.write() as session:
        await on_erased(session, PersonErased(mother.id, ()))
        await session.commit()

    kept = await rows(region.database, Incident, Incident.excerpt.is_not(None))
    assert [incident.id for incident in kept] == [others.id]
    messages = await rows(region.database, IncidentMessage, IncidentMessage.text.is_not(None))
    assert [message.incident_id for message in messages] == [others.id]
    assert (await only(region.database, Appeal)).words is None
    assert (await only(region.database, Lesson)).excerpt is None
