"""What is noticed becomes an incident: a card, a word in private, and a message out of sight."""

from datetime import timedelta

import pytest

from community.chats.models import Chat, Purpose
from community.core.audit import AuditEntry
from community.core.outbox.models import Priority, RecipientKind
from community.duty.models import Signal
from moderation.detect.verdict import Action
from moderation.incidents.deciding import decide
from moderation.incidents.kinds import Decision, IncidentState, MessageState, Source, Topic
from moderation.incidents.models import Incident, IncidentMessage
from moderation.incidents.seeing import add_context, explained
from tests.support.factories import Region, Someone
from tests.support.incidents import TEXT, Hands, Watch
from tests.support.looking import only, queued, recipients, rows
from tests.support.rooms import Rooms


async def words_queued(region: Region) -> set[str]:
    return {
        f"moderation.{name}"
        for name in _NAMES
        if await queued(region.database, f"moderation.{name}")
    }


_NAMES = ("card", "card_update", "sweep", "explain", "hint", "apply", "muted", "banned", "storm")


async def test_a_held_message_goes_out_of_sight_and_a_moderator_is_asked(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, context=[[500, "Всем доброе утро"]])

    message = await watch.message(incident)
    assert (incident.state, incident.action) == (IncidentState.OPEN, Action.HOLD)
    assert (incident.excerpt, incident.context) == (TEXT, [[500, "Всем доброе утро"]])
    assert (message.state, message.text) == (MessageState.REMOVING, TEXT)
    assert message.erase_at == region.clock.now() + timedelta(hours=24)
    assert await recipients(region.database, "moderation.card") == [moderator.id]
    (word,) = await queued(region.database, "moderation.explain")
    assert (word.recipient_kind, word.recipient_id) == (RecipientKind.ACCOUNT, mother.account_id)
    assert word.params == {"incident": incident.id, "message": message.id, "imposed": []}

    await hands.settle()

    assert hands.gone == {(watch.chat.id, message.message_id)}
    assert (await watch.message(incident)).state is MessageState.REMOVED
    entry = await only(region.database, AuditEntry, AuditEntry.subject_kind == "incident")
    assert (entry.tag, entry.person_id) == ("bot:incident:hold", mother.id)
    assert entry.facts == {"topic": "spam"}


async def test_the_sweep_goes_before_whatever_else_waits(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    await watch.seen(mother)

    assert {row.priority for row in await queued(region.database, "moderation.sweep")} == {
        Priority.SIGNAL
    }


async def test_cards_go_where_the_moderators_talk(
    region: Region, rooms: Rooms, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    regional = await rooms.bound(Purpose.ACTIVISTS, None)
    await watch.seen(mother)
    own = await rooms.bound(Purpose.ACTIVISTS, 0)
    await rooms.bound(Purpose.ACTIVISTS, 1)
    await watch.seen(mother, topic=Topic.ABUSE)

    cards = await queued(region.database, "moderation.card")
    assert [(row.recipient_kind, row.recipient_id) for row in cards] == [
        (RecipientKind.CHAT, regional.id),
        (RecipientKind.CHAT, own.id),
    ]


async def test_what_is_about_a_moderator_goes_to_leaders_in_private(
    region: Region, rooms: Rooms, watch: Watch, moderator: Someone, leader: Someone
) -> None:
    await rooms.bound(Purpose.ACTIVISTS, 0)
    await watch.seen(moderator, source=Source.REPORT, action=Action.ALLOW, for_leaders=True)

    (card,) = await queued(region.database, "moderation.card")
    assert (card.recipient_kind, card.recipient_id) == (RecipientKind.PERSON, leader.id)


async def test_a_hint_is_between_the_machine_and_the_author(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE, action=Action.HINT)

    message = await watch.message(incident)
    assert message.state is MessageState.STANDING
    assert (message.text, message.erase_at, incident.excerpt) == (None, None, None)
    assert await words_queued(region) == {"moderation.hint"}
    assert await rows(region.database, AuditEntry, AuditEntry.subject_kind == "incident") == []


async def test_several_hints_within_minutes_are_said_once(
    region: Region, watch: Watch, mother: Someone
) -> None:
    for _ in range(3):
        await watch.seen(mother, topic=Topic.ABUSE, action=Action.HINT)
        region.advance_minutes(2)

    assert len(await queued(region.database, "moderation.hint")) == 1
    assert len(await rows(region.database, Incident)) == 1


async def test_a_rule_that_is_only_tried_out_shows_a_card_and_does_nothing(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother, action=Action.BAN, dry_run=True)

    assert incident.dry_run
    assert (await watch.message(incident)).state is MessageState.STANDING
    assert await watch.sanctions(incident) == []
    assert await words_queued(region) == {"moderation.card"}


async def test_what_is_tried_out_does_not_shield_from_what_is_meant(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    tried = watch.sighting(mother, action=Action.BAN, dry_run=True)
    meant = watch.sighting(
        mother, message_id=tried.message_id, topic=Topic.PERSONAL_DATA, action=Action.REMOVE
    )
    first, second = await watch.see(tried, meant)

    assert first.id != second.id
    assert (await watch.message(first)).state is MessageState.STANDING
    assert (await watch.message(second)).state is MessageState.REMOVING


async def test_somebody_in_distress_stays_in_the_chat_and_people_come_at_once(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(
        mother, topic=Topic.DISTRESS, action=Action.MUTE, text="Больше не могу"
    )
    await watch.seen(mother, topic=Topic.DISTRESS, action=Action.ALLOW)

    assert {row.state for row in await rows(region.database, IncidentMessage)} == {
        MessageState.STANDING
    }
    assert (incident.action, await watch.sanctions(incident)) == (Action.ALLOW, [])
    (card,) = await queued(region.database, "moderation.card")
    assert card.priority == Priority.SIGNAL
    signal = await only(region.database, Signal)
    assert (signal.person_id, signal.incident_id) == (mother.id, incident.id), "one for both cries"
    assert await words_queued(region) == {"moderation.card", "moderation.card_update"}
    entry = await only(region.database, AuditEntry, AuditEntry.subject_kind == "incident")
    assert entry.tag == "bot:incident:signal"


async def test_distress_is_seen_also_in_a_message_that_was_put_aside(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    spam = watch.sighting(mother)
    cry = watch.sighting(mother, message_id=spam.message_id, topic=Topic.DISTRESS)

    first, second = await watch.see(spam, cry)

    assert (first.topic, second.topic) == (Topic.SPAM, Topic.DISTRESS)
    assert len(await queued(region.database, "moderation.card")) == 2


async def test_a_channel_is_shut_out_and_nobody_is_written_to(
    region: Region, watch: Watch, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(
        None,
        channel="-100777",
        topic=Topic.CHANNEL,
        source=Source.RULE,
        action=Action.BAN,
        reasons=(),
    )

    (ban,) = await queued(region.database, "moderation.ban_channel")
    assert (ban.recipient_id, ban.params) == (watch.chat.id, {"incident": incident.id})
    assert (await watch.message(incident)).state is MessageState.REMOVING
    assert await words_queued(region) == {"moderation.card", "moderation.sweep"}


async def test_the_same_message_seen_twice_is_one_and_the_heavier_verdict_counts(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    light = watch.sighting(mother, action=Action.HINT, reasons=("abuse.rude",), topic=Topic.ABUSE)
    edited = watch.sighting(mother, message_id=light.message_id, action=Action.REMOVE)
    first = await watch.see(light)
    second = await watch.see(edited)
    third = await watch.see(light, edited)

    assert {incident.id for incident in (*first, *second, *third)} == {first[0].id}
    assert (second[0].topic, second[0].action) == (Topic.SPAM, Action.REMOVE)
    assert second[0].reasons == ["spam.wording"]
    message = await watch.message(first[0])
    assert (message.state, message.text) == (MessageState.REMOVING, TEXT)
    assert len(await queued(region.database, "moderation.card")) == 1, "the hint had none"
    assert len(await queued(region.database, "moderation.explain")) == 1


async def test_messages_of_one_author_within_ten_minutes_are_one_incident(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    first = await watch.seen(mother)
    region.advance_minutes(9)
    second = await watch.seen(mother, action=Action.REMOVE, text="ещё одно")
    other_topic = await watch.seen(mother, topic=Topic.ABUSE)
    region.advance_minutes(1)
    later = await watch.seen(mother)

    assert second.id == first.id
    assert second.action is Action.REMOVE
    assert len({first.id, other_topic.id, later.id}) == 3
    texts = await rows(region.database, IncidentMessage, IncidentMessage.incident_id == first.id)
    assert [message.text for message in texts] == [TEXT, "ещё одно"]
    assert len(await queued(region.database, "moderation.card")) == 3
    (grown,) = await queued(region.database, "moderation.card_update")
    assert grown.params == {"incident": first.id}


async def test_others_and_other_chats_are_apart(
    region: Region, rooms: Rooms, watch: Watch, mother: Someone
) -> None:
    father = await region.member()
    elsewhere = Watch(region, await rooms.bound(district=1))

    seen = [await watch.seen(mother), await watch.seen(father), await elsewhere.seen(mother)]

    assert len({incident.id for incident in seen}) == 3


async def test_further_messages_are_explained_together_soon_after(
    region: Region, watch: Watch, mother: Someone
) -> None:
    incident = await watch.seen(mother)
    async with region.database.write() as session:
        await explained(session, incident.id)
    region.clock.advance(timedelta(seconds=1))
    for _ in range(3):
        incident = await watch.seen(mother)

    first, second = await queued(region.database, "moderation.explain")
    assert first.due_at < second.due_at <= region.clock.now() + timedelta(seconds=20)
    assert second.params["message"] > first.params["message"]
    assert incident.explained_at is None, "there is something to explain again"


async def test_a_stranger_whom_the_bot_may_not_write_to_is_spared_the_attempt(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    stranger = await region.newcomer(speaks=False)
    await watch.seen(stranger)

    assert await queued(region.database, "moderation.explain") == []
    assert len(await queued(region.database, "moderation.card")) == 1


async def test_a_repeated_update_reopens_nothing_that_was_decided(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    sighting = watch.sighting(mother)
    (incident,) = await watch.see(sighting)
    await hands.settle()
    await region.act(moderator, decide, incident.id, Decision.RIGHT)

    (again,) = await watch.see(sighting)

    assert (again.id, again.state) == (incident.id, IncidentState.DECIDED)
    assert len(await rows(region.database, Incident)) == 1


async def test_an_innocent_message_changed_for_worse_is_a_new_incident(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    mild = watch.sighting(mother, action=Action.HINT)
    (incident,) = await watch.see(mild)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)

    (same,) = await watch.see(mild)
    (worse,) = await watch.see(watch.sighting(mother, message_id=mild.message_id))

    assert same.id == incident.id
    assert worse.id != incident.id
    assert (worse.state, worse.action) == (IncidentState.OPEN, Action.HOLD)


@pytest.mark.parametrize("topic", [Topic.SPAM, Topic.PERSONAL_DATA])
async def test_what_was_written_next_is_added_but_never_beside_personal_data(
    region: Region, watch: Watch, mother: Someone, topic: Topic
) -> None:
    incident = await watch.seen(mother, topic=topic, context=[[500, "Доброе утро"]])
    async with region.database.write() as session:
        await add_context(session, incident.id, [[601, "Что это?"], [602, "Уберите"], [603, "Ой"]])

    after = await watch.incident(incident.id)
    expected = [[500, "Доброе утро"], [601, "Что это?"], [602, "Уберите"]]
    assert after.context == (expected if topic is Topic.SPAM else None)


async def test_the_messenger_refuses_and_the_card_says_so(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    hands.refusing.add(watch.chat.id)
    incident = await watch.seen(mother)
    await hands.settle()
    await hands.settle()

    assert (await watch.message(incident)).state is MessageState.REFUSED
    assert len(await queued(region.database, "moderation.sweep")) == 1, "not tried for ever"
    assert ("moderation.card_update", moderator.id) in hands.told


async def test_nothing_noticed_is_nothing_written(region: Region, watch: Watch, chat: Chat) -> None:
    assert await watch.see() == []
    assert await rows(region.database, Incident) == []
