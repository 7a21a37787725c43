"""A flood of spam: written down in few statements, one quiet summary, no word in the chat."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from community.core.outbox.models import OutboxMessage, RecipientKind
from moderation.detect.verdict import Action
from moderation.incidents.kinds import IncidentState, MessageState, Source, Topic
from moderation.incidents.models import Incident, IncidentMessage, Measure, Sanction, Storm
from moderation.incidents.rules import STORM_FROM
from moderation.incidents.seeing import note
from moderation.incidents.sighting import Sighting
from moderation.incidents.storms import end_calm
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import only, queued, race, rows
from tests.support.rooms import Rooms
from tests.support.statements import counted

BATCH = 500
ACTS = {"moderation.apply", "moderation.sweep"}


async def strangers(region: Region, count: int) -> list[Someone]:
    return [await region.newcomer(speaks=False) for _ in range(count)]


async def calm(region: Region) -> int:
    async with region.database.write() as session:
        return await end_calm(session)


async def flood(
    region: Region, watch: Watch, count: int, seconds: float = 5, **fields: object
) -> list[Incident]:
    """As many authors, one after the other."""
    seen = []
    for author in await strangers(region, count):
        seen.append(await watch.seen(author, **fields))
        region.clock.advance(timedelta(seconds=seconds))
    return seen


async def test_the_eighth_incident_within_a_minute_makes_a_storm_with_one_summary(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    incidents = await flood(region, watch, STORM_FROM + 4)

    storm = await only(region.database, Storm)
    assert storm.ended_at is None
    stored = await rows(region.database, Incident)
    assert {incident.storm_id for incident in stored} == {storm.id}, "the first seven too"
    cards = {row.params["incident"] for row in await queued(region.database, "moderation.card")}
    assert cards == {incident.id for incident in incidents[: STORM_FROM - 1]}
    summaries = await queued(region.database, "moderation.storm")
    assert {(row.recipient_kind, row.recipient_id) for row in summaries} == {
        (RecipientKind.PERSON, moderator.id)
    }
    entry = await only(region.database, AuditEntry, AuditEntry.subject_kind == "storm")
    assert entry.tag == "bot:storm:begin"


async def test_a_long_storm_is_summed_up_at_most_twice_a_minute(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    await flood(region, watch, 60, seconds=2)

    assert 2 <= len(await queued(region.database, "moderation.storm")) <= 6


async def test_what_is_slow_mild_tried_out_or_about_people_is_no_storm(
    region: Region, rooms: Rooms, watch: Watch, moderator: Someone
) -> None:
    await flood(region, watch, STORM_FROM + 2, seconds=10)
    await flood(region, watch, STORM_FROM, 1, topic=Topic.ABUSE, action=Action.REMOVE)
    await flood(region, watch, STORM_FROM, 1, topic=Topic.DISTRESS)
    await flood(region, watch, STORM_FROM, 1, action=Action.HINT)
    await flood(region, watch, STORM_FROM, 1, dry_run=True)

    assert await rows(region.database, Storm) == []


async def test_somebody_in_distress_is_seen_in_the_middle_of_a_storm(
    region: Region, watch: Watch, moderator: Someone, mother: Someone
) -> None:
    await flood(region, watch, STORM_FROM)

    cry = await watch.seen(mother, topic=Topic.DISTRESS)
    insult = await watch.seen(mother, topic=Topic.ABUSE)

    cards = {row.params["incident"] for row in await queued(region.database, "moderation.card")}
    assert {cry.id, insult.id} <= cards


async def test_it_ends_after_ten_calm_minutes_and_the_next_is_another(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    await flood(region, watch, STORM_FROM, 0)
    region.advance_minutes(9)
    await flood(region, watch, 1, 0)
    region.advance_minutes(9)
    assert await calm(region) == 0
    region.advance_minutes(1)
    before = len(await queued(region.database, "moderation.storm"))
    assert await calm(region) == 1
    assert await calm(region) == 0

    ended = await only(region.database, Storm)
    assert ended.ended_at == region.clock.now()
    assert len(await queued(region.database, "moderation.storm")) == before + 1, "the last word"
    lone = await watch.seen((await strangers(region, 1))[0])
    assert lone.storm_id is None
    await flood(region, watch, STORM_FROM, 0)
    assert len(await rows(region.database, Storm)) == 2


async def test_five_hundred_at_once_are_few_statements_and_everybody_is_banned(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    authors = await strangers(region, BATCH)
    batch = [watch.sighting(author, action=Action.BAN) for author in authors]

    with counted(region.database) as statements:
        incidents = await watch_batch(region, batch)

    assert len(statements) <= 40
    stored = {row.id: row for row in await rows(region.database, Incident)}
    assert len(stored) == BATCH
    assert [stored[id_].author_account_id for id_ in incidents] == [a.account_id for a in authors]
    messages = await rows(region.database, IncidentMessage)
    assert {message.incident_id: message.message_id for message in messages} == {
        id_: sighting.message_id for id_, sighting in zip(incidents, batch, strict=True)
    }
    assert {message.state for message in messages} == {MessageState.REMOVING}
    assert len(await rows(region.database, Sanction)) == BATCH
    assert len(await rows(region.database, Measure)) == BATCH
    await only(region.database, Storm)
    assert len(await queued(region.database, "moderation.sweep")) == 1
    assert len(await queued(region.database, "moderation.apply")) == BATCH
    words = await rows(region.database, OutboxMessage, OutboxMessage.template.like("moderation.%"))
    assert {word.template for word in words} - ACTS == {"moderation.storm"}


async def watch_batch(region: Region, batch: Sequence[Sighting]) -> list[int]:
    async with region.database.write() as session:
        return await note(session, batch)


async def test_a_batch_costs_hardly_more_than_one(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    costs = []
    for size in (STORM_FROM, 100):
        authors = await strangers(region, size)
        batch = [watch.sighting(author, action=Action.MUTE) for author in authors]
        with counted(region.database) as statements:
            await watch_batch(region, batch)
        costs.append(len(statements))

    assert costs[1] <= costs[0] + 2


async def test_a_flood_of_one_author_is_one_incident(
    region: Region, watch: Watch, moderator: Someone, hands: Hands
) -> None:
    (author,) = await strangers(region, 1)
    for _ in range(5):
        batch = [watch.sighting(author, action=Action.BAN) for _ in range(50)]
        assert len(set(await watch_batch(region, batch))) == 1
    await hands.settle()

    incident = await only(region.database, Incident)
    assert incident.storm_id is None
    assert len(await watch.sanctions(incident)) == 1
    states = {row.state for row in await rows(region.database, IncidentMessage)}
    assert (len(hands.gone), states) == (250, {MessageState.REMOVED})
    assert len(await queued(region.database, "moderation.card")) == 1


async def test_batches_that_come_at_one_moment_fold_into_each_other(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    authors = await strangers(region, 4)
    batches = [[watch.sighting(author) for author in authors] for _ in range(4)]

    outcomes, errors = await race(*(watch_batch(region, batch) for batch in batches))

    assert errors == []
    assert len({tuple(ids) for ids in outcomes}) == 1
    assert len(await rows(region.database, Incident)) == 4
    assert len(await rows(region.database, IncidentMessage)) == 16


async def test_halves_of_a_storm_that_come_at_one_moment_are_one_storm(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    authors = await strangers(region, STORM_FROM)
    halves = [authors[: STORM_FROM // 2], authors[STORM_FROM // 2 :]]

    await race(
        *(watch_batch(region, [watch.sighting(author) for author in half]) for half in halves)
    )

    storm = await only(region.database, Storm)
    assert {row.storm_id for row in await rows(region.database, Incident)} == {storm.id}


@pytest.mark.parametrize("topic", [Topic.PROBATION, Topic.CHANNEL])
async def test_newcomers_media_and_channels_can_be_a_storm_as_well(
    region: Region, watch: Watch, moderator: Someone, topic: Topic
) -> None:
    for number in range(STORM_FROM):
        (author,) = await strangers(region, 1)
        channel = {"channel": f"-10077{number}"} if topic is Topic.CHANNEL else {}
        await watch.seen(None if channel else author, topic=topic, source=Source.RULE, **channel)

    assert len(await rows(region.database, Storm)) == 1
    assert {row.state for row in await rows(region.database, Incident)} == {IncidentState.OPEN}
