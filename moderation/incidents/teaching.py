"""What decisions teach the detector: at once, undoably, and never on one person's doubtful word.

The words themselves are not kept: a lesson is hashed features and a keyed hash of exact words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import NotFound
from community.core.facts import publish
from community.core.outbox.models import Priority, RecipientKind
from community.core.outbox.service import Recipient, enqueue_many
from community.core.usecase import use_case
from moderation.detect.exceptions import normalised
from moderation.detect.text import Text
from moderation.detect.verdict import Question
from moderation.incidents.errors import AlreadyDecided, NothingToUndo, SecondModeratorNeeded
from moderation.incidents.facts import LessonsChanged
from moderation.incidents.kinds import LessonState, Topic
from moderation.incidents.models import Incident, IncidentMessage, Lesson
from moderation.incidents.moderators import answers_for, card_recipients, require_moderator
from moderation.incidents.rules import KEEP_EXCERPT
from moderation.incidents.sighting import EXCERPT_LENGTH

TEACHER = "teacher"  # its place in `session.info`, where a process has one
_QUESTIONS = frozenset(question.value for question in Question)
_TEXTS_OF_AN_INCIDENT = 20  # a flood by one author repeats itself


class Teacher(Protocol):
    """The model of this process, asked what a text would teach it; it learns nothing by that."""

    def features(self, text: str, *, is_bad: bool) -> bytes:
        """What the model takes from the text, to be kept and learned by every process."""

    def is_suspicious(self, text: str, *, is_bad: bool) -> bool:
        """Whether the lesson contradicts what the model is sure of: it may be poisoned."""


@dataclass(frozen=True)
class ActiveLesson:
    """What a process has to know of a lesson to follow it."""

    id: int
    topic: Topic
    is_bad: bool
    features: bytes | None
    signature: bytes


async def teach(session: AsyncSession, actor: Actor, incident: Incident, *, is_bad: bool) -> None:
    """Learn from a decision, in the running transaction; what it said otherwise is unlearned.

    Bad is learned of spam alone, and of what nobody named only while nothing speaks against its
    being spam; innocent of each of the detector's questions. Where no words are kept (personal
    data, media) there is nothing to learn.
    """
    topic = _question_of(incident.topic, is_bad=is_bad)
    if topic is None:
        return
    standing = await _lessons_of(session, incident)
    await _undo(session, actor, [lesson for lesson in standing if lesson.is_bad is not is_bad])
    if any(lesson.is_bad is is_bad for lesson in standing):
        return
    chat = await session.get_one(Chat, incident.chat_id)
    for words, text in (await _texts(session, incident)).items():
        if topic is not incident.topic and await _speaks_against_spam(session, words, text):
            continue
        lesson = await _lesson(session, actor, incident, words, text, topic=topic, is_bad=is_bad)
        await _announce(session, actor, "teach", lesson, chat.district_id)
        if lesson.state is LessonState.WAITING:
            await _ask_for_second(session, actor, incident, lesson, chat)


def _question_of(topic: Topic, *, is_bad: bool) -> Topic | None:
    """Which of the detector's questions a lesson is about; None: nothing can be learned."""
    if is_bad:
        return Topic.SPAM if topic in (Topic.SPAM, Topic.OTHER) else None
    return topic if topic in _QUESTIONS else None


async def _speaks_against_spam(session: AsyncSession, words: str, text: str) -> bool:
    """Of a text that nobody called spam: the model doubts it, or somebody found it innocent.

    Without a model there is nobody to ask. Such a lesson is not worth a second moderator's time.
    """
    teacher: Teacher | None = session.info.get(TEACHER)
    if teacher is None or teacher.is_suspicious(text, is_bad=True):
        return True
    return await _said_last(session, Topic.SPAM, words) is False


async def unteach(session: AsyncSession, actor: Actor, incident: Incident) -> None:
    """Take back all that was learned from an incident, in the running transaction."""
    await _undo(session, actor, await _lessons_of(session, incident))


@use_case
async def confirm(session: AsyncSession, actor: Actor, lesson_id: int) -> Lesson:
    """A second moderator says so too, and the lesson counts.

    Raises NotFound out of reach, SecondModeratorNeeded for who taught it, AlreadyDecided when it
    was confirmed or undone meanwhile.
    """
    lesson, district_id = await _lesson_within_reach(session, actor, lesson_id)
    if lesson.state is not LessonState.WAITING:
        raise AlreadyDecided(decision=lesson.state.value)
    if lesson.taught_by_id == actor.require_own(Action.LESSON_UNDO):
        raise SecondModeratorNeeded
    lesson.state, lesson.confirmed_by_id = LessonState.ACTIVE, actor.person_id
    await _announce(session, actor, "confirm", lesson, district_id)
    return lesson


@use_case
async def undo_lesson(session: AsyncSession, actor: Actor, lesson_id: int) -> None:
    """Unlearn one lesson; raises NotFound out of reach, NothingToUndo when it is undone."""
    lesson, _ = await _lesson_within_reach(session, actor, lesson_id)
    if lesson.state is LessonState.UNDONE:
        raise NothingToUndo
    await _undo(session, actor, [lesson])


async def active_lessons(
    session: AsyncSession, only: Collection[int] | None = None
) -> Sequence[ActiveLesson]:
    """The lessons in force, in the order they were taught; `only` those of these ids."""
    query = (
        select(Lesson.id, Lesson.topic, Lesson.is_bad, Lesson.features, Lesson.signature)
        .where(Lesson.state == LessonState.ACTIVE)
        .order_by(Lesson.id)
    )
    if only is not None:
        query = query.where(Lesson.id.in_(only))
    return [ActiveLesson(*row) for row in await session.execute(query)]


async def active_ids(session: AsyncSession) -> set[int]:
    query = select(Lesson.id).where(Lesson.state == LessonState.ACTIVE)
    return set(await session.scalars(query))


async def _lessons_of(session: AsyncSession, incident: Incident) -> Sequence[Lesson]:
    query = select(Lesson).where(
        Lesson.incident_id == incident.id, Lesson.state != LessonState.UNDONE
    )
    return (await session.scalars(query.order_by(Lesson.id))).all()


async def _texts(session: AsyncSession, incident: Incident) -> dict[str, str]:
    """Each different text that is still kept, by its normal form; else the excerpt."""
    query = (
        select(IncidentMessage.text)
        .where(IncidentMessage.incident_id == incident.id, IncidentMessage.text.is_not(None))
        .order_by(IncidentMessage.id)
        .limit(_TEXTS_OF_AN_INCIDENT)
    )
    kept = list(await session.scalars(query)) or [incident.excerpt]
    texts = {normalised(Text(text)): text for text in kept if text}
    return {words: text for words, text in texts.items() if words}


async def _lesson(
    session: AsyncSession,
    actor: Actor,
    incident: Incident,
    words: str,
    text: str,
    *,
    topic: Topic,
    is_bad: bool,
) -> Lesson:
    teacher = await _teacher_for(session, topic, words, is_bad=is_bad)
    doubtful = teacher is not None and teacher.is_suspicious(text, is_bad=is_bad)
    moment = now(session)
    lesson = Lesson(
        topic=topic,
        is_bad=is_bad,
        features=teacher.features(text, is_bad=is_bad) if teacher else None,
        signature=words,
        incident_id=incident.id,
        state=LessonState.WAITING if doubtful else LessonState.ACTIVE,
        taught_by_id=actor.person_id,
        taught_at=moment,
        excerpt=text[:EXCERPT_LENGTH],
        erase_excerpt_at=moment + KEEP_EXCERPT,
    )
    session.add(lesson)
    return lesson


async def _teacher_for(
    session: AsyncSession, topic: Topic, words: str, *, is_bad: bool
) -> Teacher | None:
    """The model, where there is one and it has something to learn.

    The same words said of many incidents teach it once: it must not take a flood of one text for
    the whole of what spam is.
    """
    teacher: Teacher | None = session.info.get(TEACHER)
    if teacher is None or topic is not Topic.SPAM:
        return None
    return None if await _said_last(session, topic, words) is is_bad else teacher


async def _said_last(session: AsyncSession, topic: Topic, words: str) -> bool | None:
    """Whether the latest lesson in force about these words calls them bad; None: there is none."""
    query = (
        select(Lesson.is_bad)
        .where(
            Lesson.topic == topic,
            Lesson.signature == words,
            Lesson.state == LessonState.ACTIVE,
        )
        .order_by(Lesson.id.desc())
        .limit(1)
    )
    said: bool | None = await session.scalar(query)
    return said


async def _ask_for_second(
    session: AsyncSession, actor: Actor, incident: Incident, lesson: Lesson, chat: Chat
) -> None:
    asked = await card_recipients(session, chat, for_leaders=incident.for_leaders)
    teacher = Recipient(RecipientKind.PERSON, actor.person_id or 0)
    await enqueue_many(
        session,
        [recipient for recipient in asked if recipient != teacher],
        "moderation.lesson_doubt",
        key=str(lesson.id),
        priority=Priority.NORMAL,
        lesson=lesson.id,
    )


async def _undo(session: AsyncSession, actor: Actor, lessons: Sequence[Lesson]) -> None:
    for lesson in lessons:
        lesson.state = LessonState.UNDONE
        lesson.undone_by_id, lesson.undone_at = actor.person_id, now(session)
        await _announce(session, actor, "undo", lesson, await _district_of(session, lesson))


async def _announce(
    session: AsyncSession, actor: Actor, action: str, lesson: Lesson, district_id: int | None
) -> None:
    await session.flush()
    subject = Subject("lesson", lesson.id, district_id=district_id)
    record(
        session,
        actor,
        action,
        subject,
        incident=lesson.incident_id,
        bad=lesson.is_bad,
        state=lesson.state.value,
    )
    await publish(session, LessonsChanged(lesson.id))


async def _lesson_within_reach(
    session: AsyncSession, actor: Actor, lesson_id: int
) -> tuple[Lesson, int | None]:
    """The lesson, locked, and the district of the chat where it was learned."""
    require_moderator(actor, Action.LESSON_UNDO)
    lesson = await session.get(Lesson, lesson_id, with_for_update=TO_CHANGE, populate_existing=True)
    if lesson is None:
        raise NotFound(kind="lesson")
    incident = await session.get_one(Incident, lesson.incident_id)
    chat = await session.get_one(Chat, incident.chat_id)
    if not await answers_for(session, actor, incident, chat):
        raise NotFound(kind="lesson")
    return lesson, chat.district_id


async def _district_of(session: AsyncSession, lesson: Lesson) -> int | None:
    query = (
        select(Chat.district_id)
        .join(Incident, Incident.chat_id == Chat.id)
        .where(Incident.id == lesson.incident_id)
    )
    district_id: int | None = await session.scalar(query)
    return district_id
