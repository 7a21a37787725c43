"""What decisions taught, in the memory of a process that judges messages.

A lesson counts in the process where it was taught as soon as it is committed, in others as soon
as they look (`refresh`), and is gone in the same way once it is undone.
"""

from collections import defaultdict
from collections.abc import Sequence

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.db import Database
from community.core.usecase import once_saved
from moderation.detect.exceptions import Exceptions
from moderation.detect.spam.lesson import Lesson as SpamLesson
from moderation.detect.spam.model import SpamModel
from moderation.detect.verdict import Question
from moderation.incidents.facts import LessonsChanged
from moderation.incidents.kinds import Topic
from moderation.incidents.models import Lesson
from moderation.incidents.teaching import TEACHER, ActiveLesson, active_ids, active_lessons

log = structlog.get_logger()
_AT_ONCE = 500


class SpamTeacher:
    """Says what a text would teach the model of this process."""

    def __init__(self, model: SpamModel) -> None:
        self._model = model

    def features(self, text: str, *, is_bad: bool) -> bytes:
        return self._model.lesson(text, is_spam=is_bad).to_bytes()

    def is_suspicious(self, text: str, *, is_bad: bool) -> bool:
        return self._model.is_suspicious_lesson(text, is_spam=is_bad)


class Learned:
    """Keeps a model and the exceptions as the lessons in the database would have them.

    Without a model (its file is damaged) the exact words alone are followed.
    """

    def __init__(self, database: Database, model: SpamModel | None, exceptions: Exceptions) -> None:
        self._database = database
        self._model = model
        self._exceptions = exceptions
        self._lessons: dict[int, ActiveLesson] = {}
        self._of_words: dict[tuple[Topic, bytes], set[int]] = defaultdict(set)
        self._taken: dict[int, SpamLesson] = {}
        database.facts.subscribe(LessonsChanged, self._hear)
        if model is not None:
            database.provide(TEACHER, SpamTeacher(model))

    def sign(self, words: str) -> bytes:
        """The keyed hash by which lessons know words; for the detector's look at exceptions."""
        return self._database.keyring.blind(words, Lesson.SIGNATURE)

    async def refresh(self) -> None:
        """Take in what was taught, and let go what was undone, by whichever process."""
        before = set(self._lessons)
        async with self._database.read() as session:
            active = await active_ids(session)
            arrived = sorted(active - before)
            for first in range(0, len(arrived), _AT_ONCE):
                for lesson in await active_lessons(session, arrived[first : first + _AT_ONCE]):
                    self._learn(lesson)
        for lesson_id in before - active:
            self._forget(lesson_id)

    async def _hear(self, session: AsyncSession, fact: LessonsChanged) -> None:
        found = await active_lessons(session, [fact.lesson_id])
        once_saved(session, lambda: self._follow(fact.lesson_id, found))

    def _follow(self, lesson_id: int, found: Sequence[ActiveLesson]) -> None:
        for lesson in found:
            self._learn(lesson)
        if not found:
            self._forget(lesson_id)

    def _learn(self, lesson: ActiveLesson) -> None:
        if lesson.id in self._lessons:
            return
        self._lessons[lesson.id] = lesson
        self._of_words[lesson.topic, lesson.signature].add(lesson.id)
        self._settle(lesson)
        if self._model is not None and lesson.features is not None:
            try:
                self._taken[lesson.id] = SpamLesson.from_bytes(lesson.features)
            except ValueError:  # of an earlier model: the exact words still count
                log.warning("lesson_of_another_format", lesson=lesson.id)
                return
            self._model.take(self._taken[lesson.id])

    def _forget(self, lesson_id: int) -> None:
        lesson = self._lessons.pop(lesson_id, None)
        if lesson is None:
            return
        self._of_words[lesson.topic, lesson.signature].discard(lesson_id)
        self._exceptions.remove(lesson_id)
        self._settle(lesson)
        taken = self._taken.pop(lesson_id, None)
        if taken is not None and self._model is not None:
            self._model.unlearn(taken)

    def _settle(self, changed: ActiveLesson) -> None:
        """The latest word about the same words counts: they are innocent, or no longer."""
        ids = self._of_words[changed.topic, changed.signature]
        innocent = bool(ids) and not self._lessons[max(ids)].is_bad
        for lesson_id in ids:
            if innocent:
                self._exceptions.add(lesson_id, Question(changed.topic.value), changed.signature)
            else:
                self._exceptions.remove(lesson_id)
        if not ids:
            del self._of_words[changed.topic, changed.signature]
