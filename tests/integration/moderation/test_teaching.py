"""What decisions teach: only by words that are kept, undoably, and doubtful ones by two people."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import NotAllowed, NotFound
from moderation.detect.verdict import Action
from moderation.incidents import teaching
from moderation.incidents.deciding import decide_on_sight, undo
from moderation.incidents.errors import AlreadyDecided, NothingToUndo, SecondModeratorNeeded
from moderation.incidents.kinds import Decision, LessonState, Source, Topic
from moderation.incidents.models import Lesson
from moderation.incidents.teaching import confirm, undo_lesson
from tests.integration.moderation.past import Past, teach, unteach
from tests.support.factories import Region, Someone
from tests.support.incidents import Watch
from tests.support.looking import only, queued, race, recipients, rows
from tests.support.raw import found_in_clear

SPAM = "Заработок от 5000 в день, пишите в личку @easy_money"
THANKS = "Спасибо вам огромное за поддержку"
UNNOTICED: dict[str, Any] = {
    "topic": Topic.OTHER,
    "source": Source.MODERATOR,
    "action": Action.ALLOW,
    "reasons": (),
}


class WaryTeacher:
    """Sees a text by its letters, and finds thanks too innocent to be spam."""

    def features(self, text: str, *, is_bad: bool) -> bytes:
        return f"{'bad' if is_bad else 'good'}:{len(text)}".encode()

    def is_suspicious(self, text: str, *, is_bad: bool) -> bool:
        return is_bad and "пасибо" in text


@pytest.fixture(autouse=True)
def _teacher(region: Region) -> None:
    region.database.provide(teaching.TEACHER, WaryTeacher())


async def test_spam_is_learned_at_once_by_features_and_a_keyed_hash(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    incident = await past.incident(mother, texts=(SPAM,))

    await region.act(moderator, teach, incident.id, is_bad=True)

    lesson = await only(region.database, Lesson)
    assert (lesson.topic, lesson.is_bad, lesson.state) == (Topic.SPAM, True, LessonState.ACTIVE)
    assert lesson.features == f"bad:{len(SPAM)}".encode()
    assert lesson.excerpt == SPAM
    assert lesson.erase_excerpt_at == region.clock.now() + timedelta(days=30)
    assert (lesson.taught_by_id, lesson.taught_at) == (moderator.id, region.clock.now())
    assert await queued(region.database, "moderation.lesson_doubt") == []
    entry = (await rows(region.database, AuditEntry))[-1]
    assert entry.tag == "bot:lesson:teach"
    assert entry.facts == {"incident": incident.id, "bad": True, "state": "active"}


@pytest.mark.parametrize("topic", [Topic.ABUSE, Topic.DISTRESS, Topic.PERSONAL_DATA])
async def test_only_spam_is_learned_as_bad_but_every_question_remembers_innocent_words(
    region: Region, past: Past, mother: Someone, moderator: Someone, topic: Topic
) -> None:
    incident = await past.incident(mother, topic, texts=(THANKS,))

    await region.act(moderator, teach, incident.id, is_bad=True)
    assert await rows(region.database, Lesson) == []

    await region.act(moderator, teach, incident.id, is_bad=False)
    lesson = await only(region.database, Lesson)
    assert (lesson.topic, lesson.is_bad, lesson.features) == (topic, False, None)


@pytest.mark.parametrize("topic", [Topic.PROBATION, Topic.CHANNEL, Topic.OTHER])
async def test_a_rule_or_a_report_of_something_else_teaches_the_detector_nothing(
    region: Region, past: Past, mother: Someone, moderator: Someone, topic: Topic
) -> None:
    incident = await past.incident(mother, topic, texts=(THANKS,))

    await region.act(moderator, teach, incident.id, is_bad=False)

    assert await rows(region.database, Lesson) == []


async def test_a_ban_for_what_the_machine_had_missed_is_learned_as_spam_and_unlearned(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    spoken = watch.sighting(mother, **UNNOTICED, text=SPAM, excerpt=SPAM)

    incident = await region.act(moderator, decide_on_sight, spoken, Decision.BAN)

    lesson = await only(region.database, Lesson)
    assert (lesson.topic, lesson.is_bad, lesson.state) == (Topic.SPAM, True, LessonState.ACTIVE)
    assert lesson.features == f"bad:{len(SPAM)}".encode()
    await region.act(moderator, undo, incident.id)
    assert (await only(region.database, Lesson)).state is LessonState.UNDONE


@pytest.mark.parametrize(
    ("text", "decision"),
    [(THANKS, Decision.BAN), (None, Decision.BAN), (SPAM, Decision.MUTE), (SPAM, Decision.WARN)],
    ids=["sounds innocent", "a picture", "muted", "warned"],
)
async def test_where_anything_speaks_against_its_being_spam_nothing_is_learned(
    region: Region,
    watch: Watch,
    mother: Someone,
    moderator: Someone,
    text: str | None,
    decision: Decision,
) -> None:
    spoken = watch.sighting(mother, **UNNOTICED, text=text, excerpt=text)

    await region.act(moderator, decide_on_sight, spoken, decision)

    assert await rows(region.database, Lesson) == []
    assert await queued(region.database, "moderation.lesson_doubt") == []


async def test_a_ban_does_not_overrule_those_who_called_the_words_innocent(
    region: Region, past: Past, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    before = await past.incident(mother, texts=(SPAM,))
    await region.act(moderator, teach, before.id, is_bad=False)

    spoken = watch.sighting(mother, **UNNOTICED, text=SPAM, excerpt=SPAM)
    await region.act(moderator, decide_on_sight, spoken, Decision.BAN)

    assert [row.is_bad for row in await rows(region.database, Lesson)] == [False]


async def test_without_a_model_to_ask_a_ban_teaches_nothing(
    region: Region, watch: Watch, mother: Someone, moderator: Someone
) -> None:
    region.database.provide(teaching.TEACHER, None)
    spoken = watch.sighting(mother, **UNNOTICED, text=SPAM, excerpt=SPAM)

    await region.act(moderator, decide_on_sight, spoken, Decision.BAN)

    assert await rows(region.database, Lesson) == []


async def test_where_no_words_are_kept_there_is_nothing_to_learn(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    picture = await past.incident(mother, media="photo")
    blank = await past.incident(mother, texts=(" \n",))

    for incident in (picture, blank):
        await region.act(moderator, teach, incident.id, is_bad=True)

    assert await rows(region.database, Lesson) == []


async def test_after_the_text_is_erased_the_excerpt_still_teaches(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    incident = await past.incident(mother, excerpt=SPAM)

    await region.act(moderator, teach, incident.id, is_bad=True)

    assert (await only(region.database, Lesson)).excerpt == SPAM


async def test_each_different_text_of_an_incident_is_a_lesson_and_no_one_twice(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    shouted = SPAM.upper() + " 🔥🔥"
    incident = await past.incident(mother, texts=(SPAM, shouted, "Кредит без отказа"))

    for _ in range(2):
        await region.act(moderator, teach, incident.id, is_bad=True)

    assert len(await rows(region.database, Lesson)) == 2


async def test_without_a_model_in_the_process_the_exact_words_are_learned_alone(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    region.database.provide(teaching.TEACHER, None)
    incident = await past.incident(mother, texts=(SPAM,))

    await region.act(moderator, teach, incident.id, is_bad=True)

    lesson = await only(region.database, Lesson)
    assert (lesson.features, lesson.state) == (None, LessonState.ACTIVE)


async def test_no_word_of_the_text_can_be_read_in_the_database(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    incident = await past.incident(mother, texts=(SPAM,))

    await region.act(moderator, teach, incident.id, is_bad=True)

    async with region.database.read() as session:
        row = (await session.execute(select(Lesson.signature))).one()
    assert len(row.signature) == 16
    assert await found_in_clear(region.database, ["easy_money", "Заработок"]) == []


async def test_a_poisoned_looking_lesson_waits_for_somebody_else(
    region: Region, past: Past, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    leader = await region.holder(Role.LEADER)
    incident = await past.incident(mother, texts=(THANKS,))

    await region.act(moderator, teach, incident.id, is_bad=True)

    lesson = await only(region.database, Lesson)
    assert lesson.state is LessonState.WAITING
    asked = await recipients(region.database, "moderation.lesson_doubt")
    assert asked == [colleague.id, leader.id], "not whoever taught it"
    with pytest.raises(SecondModeratorNeeded):
        await region.act(moderator, confirm, lesson.id)
    assert await active(region) == set()

    await region.act(colleague, confirm, lesson.id)

    assert await active(region) == {lesson.id}
    assert (await only(region.database, Lesson)).confirmed_by_id == colleague.id


async def test_lessons_are_confirmed_and_undone_within_reach_alone(
    region: Region, past: Past, mother: Someone, moderator: Someone, outsider: Someone
) -> None:
    incident = await past.incident(mother, texts=(THANKS,))
    await region.act(moderator, teach, incident.id, is_bad=True)
    lesson = await only(region.database, Lesson)

    for act in (confirm, undo_lesson):
        with pytest.raises(NotFound):
            await region.act(outsider, act, lesson.id)
        with pytest.raises(NotAllowed):
            await region.act(mother, act, lesson.id)
        with pytest.raises(NotFound):
            await region.act(moderator, act, lesson.id + 1)


async def test_two_who_confirm_at_once_are_one(
    region: Region, past: Past, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    leader = await region.holder(Role.LEADER)
    incident = await past.incident(mother, texts=(THANKS,))
    await region.act(moderator, teach, incident.id, is_bad=True)
    lesson = await only(region.database, Lesson)

    _, errors = await race(
        region.act(colleague, confirm, lesson.id), region.act(leader, confirm, lesson.id)
    )

    assert [type(error) for error in errors] == [AlreadyDecided]


async def test_a_lesson_is_undone_once_by_anybody_within_reach(
    region: Region, past: Past, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await past.incident(mother, texts=(SPAM,))
    await region.act(moderator, teach, incident.id, is_bad=True)
    lesson = await only(region.database, Lesson)

    await region.act(colleague, undo_lesson, lesson.id)

    undone = await only(region.database, Lesson)
    assert (undone.state, undone.undone_by_id) == (LessonState.UNDONE, colleague.id)
    assert undone.undone_at == region.clock.now()
    with pytest.raises(NothingToUndo):
        await region.act(moderator, undo_lesson, lesson.id)
    with pytest.raises(AlreadyDecided):
        await region.act(colleague, confirm, lesson.id)


async def test_the_opposite_decision_takes_the_first_lesson_back(
    region: Region, past: Past, mother: Someone, moderator: Someone, colleague: Someone
) -> None:
    incident = await past.incident(mother, texts=(SPAM,))
    await region.act(moderator, teach, incident.id, is_bad=True)

    await region.act(colleague, teach, incident.id, is_bad=False)

    bad, good = await rows(region.database, Lesson)
    assert (bad.state, bad.undone_by_id) == (LessonState.UNDONE, colleague.id)
    assert (good.state, good.is_bad) == (LessonState.ACTIVE, False)


async def test_an_undone_decision_leaves_nothing_learned(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    incident = await past.incident(mother, texts=(SPAM, "Кредит без отказа"))
    await region.act(moderator, teach, incident.id, is_bad=True)

    await region.act(moderator, unteach, incident.id)

    assert await active(region) == set()
    assert {row.state for row in await rows(region.database, Lesson)} == {LessonState.UNDONE}


async def active(region: Region) -> set[int]:
    async with region.database.read() as session:
        return await teaching.active_ids(session)
