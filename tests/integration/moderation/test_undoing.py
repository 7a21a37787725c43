"""A mistake is undone by one tap, in every chat that it touched (scenario 6)."""

from datetime import timedelta

import pytest

from community.chats.models import Chat
from community.core.audit import AuditEntry
from community.core.errors import NotFound
from moderation.detect.verdict import Action
from moderation.incidents.appealing import appeal, decide_appeal
from moderation.incidents.deciding import decide, undo
from moderation.incidents.errors import ModeratorProtected, NothingToUndo, OwnIncident
from moderation.incidents.kinds import (
    AppealState,
    Decision,
    IncidentState,
    LessonState,
    MessageState,
    SanctionKind,
    Source,
    Topic,
)
from moderation.incidents.lapsing import lapse
from moderation.incidents.models import Appeal, Lesson
from moderation.incidents.seeing import message_removed, message_returned
from tests.support.factories import Region, Someone
from tests.support.incidents import TEXT, Hands, Watch
from tests.support.looking import only, queued, race, rows

BAN, MUTE = SanctionKind.BAN, SanctionKind.MUTE
LINK = "Вот закон о выплатах: https://example.org/zakon"


async def test_a_mother_banned_for_a_link_is_back_in_every_chat_with_her_words(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    hands: Hands,
    everywhere: dict[str, Chat],
) -> None:
    incident = await watch.seen(mother, action=Action.BAN, text=LINK)
    await hands.settle()
    assert set(hands.kept_to(mother).values()) == {BAN}
    assert len(hands.kept_to(mother)) == 4

    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await hands.settle()

    assert hands.kept_to(mother) == {}
    assert list(hands.quotes.values()) == [LINK]
    message = await watch.message(incident)
    assert (message.state, message.returned_ref) == (
        MessageState.RETURNED,
        next(iter(hands.quotes)),
    )
    lesson = await only(region.database, Lesson)
    assert not lesson.is_bad, "the phrase is not learned as spam"
    assert hands.heard(mother) == ["moderation.explain", "moderation.put_right"]
    entry = await only(region.database, AuditEntry, AuditEntry.tag == "bot:incident:decide")
    assert (entry.actor_id, entry.facts) == (moderator.id, {"decision": "innocent"})


async def test_undoing_innocence_leaves_what_the_machine_had_done(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    colleague: Someone,
    hands: Hands,
    everywhere: dict[str, Chat],
) -> None:
    incident = await watch.seen(mother, action=Action.MUTE)
    await hands.settle()
    until = next(iter(hands.restrictions.values())).until
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await hands.settle()
    hands.advance(timedelta(minutes=10))

    reopened = await region.act(colleague, undo, incident.id)
    await hands.settle()

    assert (reopened.state, reopened.decision, reopened.taken_by_id) == (
        IncidentState.OPEN,
        None,
        None,
    )
    assert hands.quotes == {}
    message = await watch.message(incident)
    assert (message.state, message.returned_ref) == (MessageState.REMOVED, None)
    assert {one.until for one in hands.restrictions.values()} == {until}
    assert len(hands.kept_to(mother)) == 3
    assert {lesson.state for lesson in await rows(region.database, Lesson)} == {LessonState.UNDONE}
    entry = await only(region.database, AuditEntry, AuditEntry.tag == "bot:incident:undo")
    assert (entry.actor_id, entry.facts) == (colleague.id, {"decision": "innocent"})


async def test_a_mute_whose_time_is_over_is_not_begun_again(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, action=Action.MUTE)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await hands.settle()
    hands.advance(timedelta(hours=2))

    await region.act(moderator, undo, incident.id)
    await hands.settle()

    assert hands.kept_to(mother) == {}


async def test_undoing_a_ban_returns_what_the_decision_took(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    hands: Hands,
    everywhere: dict[str, Chat],
) -> None:
    incident = await watch.seen(mother, source=Source.REPORT, action=Action.ALLOW)
    await region.act(moderator, decide, incident.id, Decision.BAN)
    await hands.settle()
    assert len(hands.kept_to(mother)) == 4

    await region.act(moderator, undo, incident.id)
    await hands.settle()

    assert hands.kept_to(mother) == {}
    assert list(hands.quotes.values()) == [TEXT]
    (ban,) = await watch.sanctions(incident)
    assert ban.lifted_by_id == moderator.id
    assert (await only(region.database, Lesson)).state is LessonState.UNDONE
    await region.act(moderator, decide, incident.id, Decision.RIGHT)
    await hands.settle()
    assert hands.quotes == {}, "decided again: the quote goes as well"
    await region.act(moderator, undo, incident.id)
    await hands.settle()
    assert list(hands.quotes.values()) == [TEXT]


async def test_undoing_a_persons_mute_puts_the_machines_ban_in_force_again(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother, action=Action.BAN)
    await region.act(moderator, decide, incident.id, Decision.MUTE)
    await hands.settle()
    assert hands.kept_to(mother) == {watch.chat.id: MUTE}

    await region.act(moderator, undo, incident.id)
    await hands.settle()

    assert hands.kept_to(mother) == {watch.chat.id: BAN}
    assert hands.quotes == {}, "the machine had taken the message"


async def test_undone_before_anything_was_carried_out(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    """Everything is asked anew when its turn comes: the rows of the outbox do no harm."""
    incident = await watch.seen(mother, source=Source.REPORT, action=Action.ALLOW)
    await region.act(moderator, decide, incident.id, Decision.BAN)
    await region.act(moderator, undo, incident.id)
    await hands.settle()

    assert (hands.kept_to(mother), hands.gone, hands.quotes) == ({}, set(), {})
    assert (await watch.message(incident)).state is MessageState.STANDING


async def test_pardoned_before_it_was_swept_away_it_simply_stays(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await hands.settle()
    assert (hands.gone, hands.quotes) == (set(), {})

    await region.act(moderator, undo, incident.id)
    await hands.settle()

    assert (await watch.message(incident)).state is MessageState.REMOVED
    assert len(hands.gone) == 1


async def test_pardoned_while_it_was_being_deleted_it_is_quoted_back(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    message = await watch.message(incident)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    async with region.database.write() as session:
        await message_removed(session, [message.id])  # the messenger had been asked already
    await hands.settle()

    assert list(hands.quotes.values()) == [TEXT]


async def test_a_quote_that_comes_after_the_undo_is_withdrawn(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    incident = await watch.seen(mother)
    await hands.settle()
    message = await watch.message(incident)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await region.act(moderator, undo, incident.id)
    hands.quotes["1:1"] = TEXT
    async with region.database.write() as session:
        await message_returned(session, message.id, "1:1")  # it was on its way
    await hands.settle()

    assert hands.quotes == {}
    assert (await watch.message(incident)).state is MessageState.REMOVED


async def test_a_hinted_message_of_the_same_incident_is_left_standing(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, hands: Hands
) -> None:
    mild = watch.sighting(mother, action=Action.HINT)
    (incident,) = await watch.see(mild)
    await watch.seen(mother)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    await region.act(moderator, undo, incident.id)
    await hands.settle()

    assert (watch.chat.id, mild.message_id) not in hands.gone
    assert len(hands.gone) == 1


async def test_a_channel_is_let_in_and_shut_out_again(
    region: Region, watch: Watch, moderator: Someone
) -> None:
    posted = {"channel": "-100777", "topic": Topic.CHANNEL, "source": Source.RULE}
    incident = await watch.seen(None, action=Action.BAN, **posted)
    await region.act(moderator, decide, incident.id, Decision.INNOCENT)
    region.advance_minutes(1)
    await region.act(moderator, undo, incident.id)

    assert len(await queued(region.database, "moderation.unban_channel")) == 1
    assert len(await queued(region.database, "moderation.ban_channel")) == 2
    region.advance_minutes(30)
    removed = await watch.seen(None, action=Action.REMOVE, **posted)
    await region.act(moderator, decide, removed.id, Decision.BAN)
    region.advance_minutes(1)
    await region.act(moderator, undo, removed.id)
    assert len(await queued(region.database, "moderation.unban_channel")) == 2


async def test_a_granted_appeal_is_undone_as_well(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    colleague: Someone,
    leader: Someone,
    hands: Hands,
) -> None:
    incident = await watch.seen(mother, action=Action.MUTE)
    await region.act(moderator, decide, incident.id, Decision.BAN)
    await hands.settle()
    region.advance_minutes(5)
    wish = await region.act(mother, appeal, incident.id, "Это не реклама")
    await region.act(colleague, decide_appeal, wish.id, granted=True)
    await hands.settle()
    assert hands.kept_to(mother) == {}
    assert list(hands.quotes.values()) == [TEXT]

    await region.act(leader, undo, incident.id)
    await hands.settle()

    assert hands.quotes == {}
    assert hands.kept_to(mother) == {}, "what a person had replaced before does not come back"
    assert (await watch.incident(incident.id)).state is IncidentState.OPEN
    (reopened,) = await rows(region.database, Appeal)
    assert (reopened.state, reopened.decided_by_id, reopened.decided_at) == (
        AppealState.OPEN,
        None,
        None,
    )
    (word,) = await queued(region.database, "moderation.appeal_reopened")
    assert (word.recipient_id, word.params) == (mother.id, {"appeal": wish.id, "sanctions": []})
    assert len(await queued(region.database, "moderation.put_right")) == 0, "one word, not two"
    entry = await only(region.database, AuditEntry, AuditEntry.tag == "bot:appeal:reopen")
    assert (entry.actor_id, entry.subject_id) == (leader.id, wish.id)
    with pytest.raises(OwnIncident):  # the ban that the author disagrees with was theirs
        await region.act(moderator, decide_appeal, wish.id, granted=False)
    await region.act(colleague, decide_appeal, wish.id, granted=False)
    assert (await only(region.database, Appeal)).state is AppealState.REFUSED
    assert len(await queued(region.database, "moderation.appeal_answer")) == 2


async def test_there_is_nothing_to_undo_before_a_person_decided_or_after_time_did(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    incident = await watch.seen(mother)
    with pytest.raises(NothingToUndo):
        await region.act(moderator, undo, incident.id)
    await region.act(moderator, decide, incident.id, Decision.RIGHT)
    await region.act(moderator, undo, incident.id)
    with pytest.raises(NothingToUndo):
        await region.act(moderator, undo, incident.id)
    region.clock.advance(timedelta(hours=24))
    async with region.database.write() as session:
        await lapse(session)
    with pytest.raises(NothingToUndo):
        await region.act(moderator, undo, incident.id)


async def test_two_who_undo_at_once_undo_once(
    region: Region, watch: Watch, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await watch.seen(mother)
    await region.act(moderator, decide, incident.id, Decision.BAN)

    done, errors = await race(
        region.act(moderator, undo, incident.id), region.act(colleague, undo, incident.id)
    )

    assert (len(done), [type(error) for error in errors]) == (1, [NothingToUndo])


async def test_who_may_not_decide_may_not_undo(
    region: Region,
    watch: Watch,
    moderator: Someone,
    colleague: Someone,
    leader: Someone,
    outsider: Someone,
) -> None:
    incident = await watch.seen(moderator, topic=Topic.ABUSE)
    await region.act(leader, decide, incident.id, Decision.MUTE)

    for who, error in (
        (outsider, NotFound),
        (moderator, OwnIncident),
        (colleague, ModeratorProtected),
    ):
        with pytest.raises(error):
            await region.act(who, undo, incident.id)
    assert (await watch.incident(incident.id)).decision is Decision.MUTE
