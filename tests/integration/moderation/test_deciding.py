"""A person's word on an incident: one word, within reach, and never about oneself."""

from datetime import timedelta

import pytest

from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from moderation.detect.verdict import Action
from moderation.incidents.deciding import decide, decide_on_sight, take
from moderation.incidents.errors import (
    AlreadyDecided,
    DecisionDoesNotFit,
    ModeratorProtected,
    OwnIncident,
)
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    LessonState,
    MessageState,
    SanctionKind,
    Source,
    Topic,
)
from moderation.incidents.models import Incident, Lesson, Probation, Sanction
from moderation.incidents.probation import probation_of
from moderation.incidents.settings import save_settings
from tests.support.factories import Region, Someone
from tests.support.incidents import Hands, Watch
from tests.support.looking import only, queued, race, rows

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def test_taking_an_incident_shows_that_somebody_looks(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await watch.seen(mother)
    for _ in range(2):
        await region.act(moderator, take, incident.id)

    taken = await watch.incident(incident.id)
    assert (taken.state, taken.taken_by_id) == (IncidentState.TAKEN, moderator.id)
    takes = await rows(region.database, AuditEntry, AuditEntry.tag == "bot:incident:take")
    assert len(takes) == 1, "a second tap is nothing"
    await region.act(colleague, take, incident.id)
    assert (await watch.incident(incident.id)).taken_by_id == colleague.id
    await region.act(moderator, decide, incident.id, Decision.RIGHT)
    with pytest.raises(AlreadyDecided):
        await region.act(colleague, take, incident.id)


async def test_right_says_that_the_machine_was(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    await hands.settle()
    region.clock.advance(HOUR)
    await region.act(moderator, decide, incident.id, Decision.RIGHT)

    decided = await watch.incident(incident.id)
    assert (decided.state, decided.decision) == (IncidentState.DECIDED, Decision.RIGHT)
    assert (decided.decided_by_id, decided.decided_at) == (moderator.id, region.clock.now())
    assert await watch.sanctions(incident) == []
    assert (await watch.message(incident)).removed_by_id is None
    assert len(await queued(region.database, "moderation.sweep")) == 1
    # Why it was put aside, and that it stays away.
    assert len(await queued(region.database, "moderation.explain")) == 2
    lesson = await only(region.database, Lesson)
    assert (lesson.is_bad, lesson.state, lesson.taught_by_id) == (
        True,
        LessonState.ACTIVE,
        moderator.id,
    )
    entry = await only(region.database, AuditEntry, AuditEntry.tag == "bot:incident:decide")
    assert (entry.subject_id, entry.person_id) == (incident.id, mother.id)
    assert entry.facts == {"decision": "right"}
    await hands.settle()
    assert ("moderation.card_update", moderator.id) in hands.told


async def test_a_reported_message_still_standing_is_taken_away_by_the_decision(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(
        mother, topic=Topic.ABUSE, source=Source.REPORT, action=Action.ALLOW
    )
    await hands.settle()
    assert hands.gone == set()

    await region.act(moderator, decide, incident.id, Decision.WARN)
    await hands.settle()

    message = await watch.message(incident)
    assert (message.state, message.removed_by_id) == (MessageState.REMOVED, moderator.id)
    assert hands.heard(mother) == ["moderation.explain"], "what is gone and what follows, at once"
    (word,) = await queued(region.database, "moderation.explain")
    (warning,) = await watch.sanctions(incident)
    assert word.params == {
        "incident": incident.id,
        "message": message.id,
        "imposed": [warning.id],
    }


async def test_a_warning_counts_for_as_long_as_the_chat_says(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, leader: Someone
) -> None:
    await region.act(leader, save_settings, watch.chat.id, {"warning_days": 10})
    incident = await watch.seen(mother, topic=Topic.ABUSE)
    await region.act(moderator, decide, incident.id, Decision.WARN)

    (warning,) = await watch.sanctions(incident)
    assert (warning.kind, warning.until) == (SanctionKind.WARNING, region.clock.now() + 10 * DAY)
    assert await queued(region.database, "moderation.apply") == [], "a word binds nobody"


async def test_a_mute_without_a_term_is_longer_each_time(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    terms = []
    for _ in range(4):
        incident = await watch.seen(mother, topic=Topic.ABUSE)
        await region.act(moderator, decide, incident.id, Decision.MUTE)
        (mute,) = await watch.sanctions(incident)
        assert mute.until is not None
        terms.append(mute.until - mute.begins_at)
        region.clock.advance(8 * DAY)

    assert terms == [HOUR, DAY, 7 * DAY, 7 * DAY]


async def test_a_person_names_the_term_within_what_the_messenger_can_keep(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE)
    for term in (timedelta(seconds=59), timedelta(days=366)):
        with pytest.raises(InvalidInput):
            await region.act(moderator, decide, incident.id, Decision.MUTE, term=term)
    await region.act(moderator, decide, incident.id, Decision.MUTE, term=2 * HOUR)

    (mute,) = await watch.sanctions(incident)
    assert mute.until == region.clock.now() + 2 * HOUR


async def test_a_persons_sanction_replaces_the_machines(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, action=Action.BAN)
    await hands.settle()
    hands.told.clear()
    await region.act(moderator, decide, incident.id, Decision.MUTE)
    await hands.settle()

    machines, persons = await watch.sanctions(incident)
    assert (machines.kind, machines.lifted_by_id) == (SanctionKind.BAN, moderator.id)
    assert (persons.kind, persons.lifted_at) == (SanctionKind.MUTE, None)
    assert hands.kept_to(mother) == {watch.chat.id: SanctionKind.MUTE}
    assert hands.heard(mother) == ["moderation.explain"], "one word, not two that contradict"


async def test_two_who_decide_at_once_the_second_hears_what_the_first_did(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await watch.seen(mother)

    done, errors = await race(
        region.act(moderator, decide, incident.id, Decision.BAN),
        region.act(colleague, decide, incident.id, Decision.INNOCENT),
    )

    (winner,), (loser,) = done, errors
    assert isinstance(loser, AlreadyDecided)
    assert winner.decision is not None
    assert loser.fields == {"decision": winner.decision.value}
    stored = await watch.incident(incident.id)
    assert (stored.decision, stored.decided_by_id) == (winner.decision, winner.decided_by_id)
    in_force = [one for one in await watch.sanctions(incident) if one.lifted_at is None]
    assert len(in_force) == (winner.decision is Decision.BAN)


async def test_a_crowd_of_taps_bans_once(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await watch.seen(mother)

    _, errors = await race(
        *(region.act(who, decide, incident.id, Decision.BAN) for who in (moderator, colleague) * 4)
    )

    assert {type(error) for error in errors} == {AlreadyDecided}
    assert len(errors) == 4, "the same word of the same person again is nothing"
    assert len(await watch.sanctions(incident)) == 1
    assert len(await rows(region.database, Lesson)) == 1


@pytest.mark.parametrize(
    ("topic", "decision"),
    [
        (Topic.DISTRESS, Decision.MUTE),
        (Topic.DISTRESS, Decision.WARN),
        (Topic.DISTRESS, Decision.RIGHT),
        (Topic.DISTRESS, Decision.BAN),
        (Topic.SPAM, Decision.MET),
        (Topic.ABUSE, Decision.FALSE_ALARM),
        (Topic.SPAM, Decision.LAPSED),
    ],
)
async def test_what_does_not_fit_is_refused_and_nothing_is_done(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    topic: Topic,
    decision: Decision,
) -> None:
    incident = await watch.seen(mother, topic=topic)

    with pytest.raises(DecisionDoesNotFit):
        await region.act(moderator, decide, incident.id, decision)

    assert (await watch.incident(incident.id)).state is IncidentState.OPEN
    assert await rows(region.database, Sanction) == []


async def test_a_channel_is_banned_or_forgiven_but_not_muted(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    posted = {"channel": "-100777", "action": Action.REMOVE, "topic": Topic.SPAM}
    incident = await watch.seen(None, **posted)
    with pytest.raises(DecisionDoesNotFit):
        await region.act(moderator, decide, incident.id, Decision.MUTE)

    await region.act(moderator, decide, incident.id, Decision.BAN)

    (ban,) = await queued(region.database, "moderation.ban_channel")
    assert ban.params == {"incident": incident.id}


async def test_somebody_met_a_mother_at_her_end(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, topic=Topic.DISTRESS, text="Отдам обратно, нет сил")
    await region.act(moderator, decide, incident.id, Decision.MET)
    await hands.settle()

    assert hands.gone == set()
    assert hands.heard(mother) == []
    assert await rows(region.database, Lesson) == []


async def test_a_false_alarm_is_remembered(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother, topic=Topic.DISTRESS, text="Умираю со смеху с детьми")
    await region.act(moderator, decide, incident.id, Decision.FALSE_ALARM)

    lesson = await only(region.database, Lesson)
    assert (lesson.topic, lesson.is_bad) == (Topic.DISTRESS, False)


@pytest.mark.parametrize("decision", [Decision.BAN, Decision.MUTE])
async def test_a_ban_for_words_of_anger_teaches_nothing(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, decision: Decision
) -> None:
    incident = await watch.seen(mother, topic=Topic.ABUSE)
    await region.act(moderator, decide, incident.id, decision)

    assert await rows(region.database, Lesson) == []


async def test_a_newcomers_innocent_picture_ends_probation(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    newcomer = await region.newcomer()
    incident = await watch.seen(newcomer, topic=Topic.PROBATION, source=Source.RULE)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)

    assert (await only(region.database, Probation)).account_id == newcomer.account_id
    async with region.database.read() as session:
        progress = await probation_of(session, newcomer.account_id, region.clock.now())
    assert progress.over


async def test_nobody_decides_about_their_own_message(
    region: Region, watch: Watch, moderator: Someone, colleague: Someone
) -> None:
    incident = await watch.seen(moderator, topic=Topic.ABUSE)
    for act in (take, decide):
        arguments = () if act is take else (Decision.INNOCENT,)
        with pytest.raises(OwnIncident):
            await region.act(moderator, act, incident.id, *arguments)

    await region.act(colleague, decide, incident.id, Decision.INNOCENT)


async def test_only_within_reach(
    region: Region, watch: Watch, mother: Someone, outsider: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother)
    with pytest.raises(NotFound):
        await region.act(outsider, decide, incident.id, Decision.BAN)
    with pytest.raises(NotFound):
        await region.act(moderator, decide, 999_999, Decision.BAN)
    with pytest.raises(NotAllowed):
        await region.act(await region.member(), decide, incident.id, Decision.BAN)


async def test_what_is_about_a_moderator_does_not_exist_for_others_than_leaders(
    region: Region, watch: Watch, moderator: Someone, colleague: Someone, leader: Someone
) -> None:
    incident = await watch.seen(
        colleague, topic=Topic.ABUSE, source=Source.REPORT, action=Action.ALLOW, for_leaders=True
    )
    with pytest.raises(NotFound):
        await region.act(moderator, decide, incident.id, Decision.INNOCENT)

    await region.act(leader, decide, incident.id, Decision.MUTE)

    assert (await watch.sanctions(incident))[0].by_id == leader.id


async def test_a_command_in_the_chat_is_an_incident_decided_at_once(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    spoken = watch.sighting(
        mother, topic=Topic.OTHER, source=Source.MODERATOR, action=Action.ALLOW, reasons=()
    )
    incident = await region.act(
        moderator, decide_on_sight, spoken, Decision.MUTE, term=timedelta(minutes=30)
    )
    await hands.settle()

    assert (incident.decision, incident.source) == (Decision.MUTE, Source.MODERATOR)
    assert hands.kept_to(mother) == {watch.chat.id: SanctionKind.MUTE}
    assert hands.gone == {(watch.chat.id, spoken.message_id)}
    assert ("moderation.card", moderator.id) in hands.told, "others can undo it"


async def test_a_command_decides_what_the_machine_has_put_on_the_table(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    seen = watch.sighting(mother)
    (known,) = await watch.see(seen)
    spoken = watch.sighting(
        mother, message_id=seen.message_id, source=Source.MODERATOR, action=Action.ALLOW
    )
    incident = await region.act(moderator, decide_on_sight, spoken, Decision.WARN)
    later = await region.act(moderator, decide_on_sight, spoken, Decision.BAN)

    assert incident.id == known.id
    assert later.id != known.id, "what was decided is decided: a further word is a further incident"


async def test_a_command_against_a_moderator_leaves_no_trace(
    region: Region, watch: Watch, moderator: Someone, colleague: Someone
) -> None:
    spoken = watch.sighting(colleague, source=Source.MODERATOR, action=Action.ALLOW)
    with pytest.raises(ModeratorProtected):
        await region.act(moderator, decide_on_sight, spoken, Decision.BAN)

    assert await rows(region.database, Incident) == []
    assert await queued(region.database, "moderation.card") == []
