"""A decision is learned at once and in every process, and undone to the last bit."""

from array import array
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.crypto import Keyring
from community.core.db import Database
from community.core.usecase import use_case
from moderation.detect.detector import Detector
from moderation.detect.exceptions import Exceptions
from moderation.detect.message import ChatRules, Message
from moderation.detect.reasons import Reason
from moderation.detect.spam.buckets import BUCKETS
from moderation.detect.spam.features import features
from moderation.detect.spam.model import Calibration, SpamModel
from moderation.detect.spam.weights import Weights
from moderation.detect.text import Text
from moderation.detect.verdict import Finding, Question
from moderation.incidents import teaching
from moderation.incidents.learned import Learned
from moderation.incidents.models import Incident, Lesson
from moderation.incidents.teaching import confirm, undo_lesson
from tests.integration.moderation.past import Past, teach
from tests.support.databases import SECRET
from tests.support.factories import Region, Someone
from tests.support.looking import only, rows

SPAM = "Заработок от пяти тысяч в день, пишите мне в личку, расскажу"
SIMILAR = "Новый заработок: от десяти тысяч в день, пишите в личку"
ADVERT = "Отдам детскую коляску и кроватку даром, пишите мне в личку"


@dataclass
class Process:
    """The part of a bot that judges: it begins with a model that knows nothing of words."""

    learned: Learned
    model: SpamModel
    detector: Detector

    @classmethod
    async def started(cls, database: Database, threshold: float = 0.7) -> "Process":
        nothing = Weights(array("i", [0] * (BUCKETS + 1)), 0.0)
        model, exceptions = SpamModel(nothing, Calibration(1.0, 0.0)), Exceptions()
        learned = Learned(database, model, exceptions)
        await learned.refresh()
        signs = Wording(model, threshold)
        return cls(learned, model, Detector([signs], exceptions, learned.sign))

    def probability(self, text: str) -> float:
        return self.model.probability(features(Text(text)))

    def marks(self, text: str) -> bool:
        return Question.SPAM in self.detector.judge(Message(text)).raised


@dataclass
class Wording:
    """The model's word alone."""

    model: SpamModel
    threshold: float

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        probability = self.model.probability(features(text))
        if probability < self.threshold:
            return []
        return [Finding(Question.SPAM, probability, Reason.SPAM_LEARNED)]


@pytest.fixture
async def bot(region: Region) -> Process:
    return await Process.started(region.database)


@pytest.fixture
async def elsewhere(region: Region) -> AsyncIterator[Database]:
    """The same database, opened by another process."""
    database = Database(region.database.url, Keyring([SECRET]), region.clock)
    yield database
    await database.close()


async def test_what_was_taught_is_known_at_once_and_of_similar_texts_too(
    region: Region, past: Past, bot: Process, mother: Someone, moderator: Someone
) -> None:
    incident = await past.incident(mother, texts=(SPAM,))
    assert not bot.marks(SPAM)

    await region.act(moderator, teach, incident.id, is_bad=True)

    assert bot.marks(SPAM)
    assert bot.probability(SIMILAR) > 0.7 > bot.probability("Спасибо вам за поддержку сегодня")


async def test_undone_the_model_says_what_it_said_before(
    region: Region, past: Past, bot: Process, mother: Someone, moderator: Someone
) -> None:
    known = await past.incident(mother, texts=("Кредит без отказа за час, звоните сейчас",))
    await region.act(moderator, teach, known.id, is_bad=True)
    before = [bot.probability(text) for text in (SPAM, SIMILAR, ADVERT)]
    incident = await past.incident(mother, texts=(SPAM,))
    await region.act(moderator, teach, incident.id, is_bad=True)
    assert bot.probability(SPAM) > before[0]

    lesson = (await rows(region.database, Lesson))[-1]
    await region.act(moderator, undo_lesson, lesson.id)

    assert [bot.probability(text) for text in (SPAM, SIMILAR, ADVERT)] == before


async def test_a_decision_that_fails_teaches_nothing(
    region: Region, past: Past, bot: Process, mother: Someone, moderator: Someone
) -> None:
    @use_case
    async def teach_and_fail(session: AsyncSession, actor: Actor, incident_id: int) -> None:
        incident = await session.get_one(Incident, incident_id)
        await teaching.teach(session, actor, incident, is_bad=True)
        raise RuntimeError

    incident = await past.incident(mother, texts=(SPAM,))
    with pytest.raises(RuntimeError):
        await region.act(moderator, teach_and_fail, incident.id)

    assert not bot.marks(SPAM)
    await bot.learned.refresh()
    assert not bot.marks(SPAM)


async def test_another_process_learns_and_unlearns_when_it_looks(
    region: Region,
    elsewhere: Database,
    past: Past,
    bot: Process,
    mother: Someone,
    moderator: Someone,
) -> None:
    other = await Process.started(elsewhere)
    incident = await past.incident(mother, texts=(SPAM,))
    await region.act(moderator, teach, incident.id, is_bad=True)
    assert not other.marks(SPAM)

    await other.learned.refresh()
    assert other.probability(SPAM) == bot.probability(SPAM)

    await region.act(moderator, undo_lesson, (await only(region.database, Lesson)).id)
    await other.learned.refresh()
    assert other.probability(SPAM) == bot.probability(SPAM) == 0.5


async def test_after_a_restart_everything_is_known_again(
    region: Region, past: Past, bot: Process, mother: Someone, moderator: Someone
) -> None:
    for text in (SPAM, SIMILAR):
        incident = await past.incident(mother, texts=(text,))
        await region.act(moderator, teach, incident.id, is_bad=True)

    restarted = await Process.started(region.database)

    assert restarted.probability(ADVERT) == bot.probability(ADVERT)
    assert restarted.marks(SPAM)


async def test_a_doubtful_lesson_counts_only_after_a_second_word(
    region: Region,
    past: Past,
    bot: Process,
    mother: Someone,
    moderator: Someone,
    colleague: Someone,
) -> None:
    incident = await past.incident(mother, texts=("Спасибо огромное",))  # too few words

    await region.act(moderator, teach, incident.id, is_bad=True)
    assert bot.probability("Спасибо огромное") == 0.5

    await region.act(colleague, confirm, (await only(region.database, Lesson)).id)
    assert bot.probability("Спасибо огромное") > 0.5


async def test_innocent_words_stay_quiet_even_where_the_model_is_not_convinced(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    """Scenario 6: what a moderator put back is not taken away again."""
    strict = await Process.started(region.database, threshold=0.0)
    assert strict.marks(ADVERT.upper())
    incident = await past.incident(mother, texts=(ADVERT,))

    await region.act(moderator, teach, incident.id, is_bad=False)
    assert not strict.marks(ADVERT.upper() + " 🙏")

    await region.act(moderator, undo_lesson, (await only(region.database, Lesson)).id)
    assert strict.marks(ADVERT)


async def test_the_latest_word_about_the_same_words_counts(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    strict = await Process.started(region.database, threshold=0.0)
    innocent, spam = [await past.incident(mother, texts=(ADVERT,)) for _ in range(2)]

    await region.act(moderator, teach, innocent.id, is_bad=False)
    await region.act(moderator, teach, spam.id, is_bad=True)
    assert strict.marks(ADVERT)

    await region.act(moderator, undo_lesson, (await rows(region.database, Lesson))[-1].id)
    assert not strict.marks(ADVERT)


async def test_a_flood_of_one_text_teaches_it_once(
    region: Region, past: Past, bot: Process, mother: Someone, moderator: Someone
) -> None:
    for _ in range(5):
        incident = await past.incident(mother, texts=(SPAM,))
        await region.act(moderator, teach, incident.id, is_bad=True)

    first, *others = await rows(region.database, Lesson)
    assert first.features is not None
    assert [lesson.features for lesson in others] == [None] * 4


async def test_a_lesson_that_no_longer_fits_the_model_is_passed_over(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    await Process.started(region.database)
    incident = await past.incident(mother, texts=(ADVERT,))
    await region.act(moderator, teach, incident.id, is_bad=False)
    async with region.database.write() as session:
        await session.execute(update(Lesson).values(features=b"of another format"))
        await session.commit()

    restarted = await Process.started(region.database, threshold=0.0)

    assert restarted.probability(ADVERT) == 0.5
    assert not restarted.marks(ADVERT), "the exact words still count"


async def test_without_a_model_the_exact_words_alone_are_followed(
    region: Region, past: Past, mother: Someone, moderator: Someone
) -> None:
    exceptions = Exceptions()
    learned = Learned(region.database, None, exceptions)
    incident = await past.incident(mother, texts=(ADVERT,))

    await region.act(moderator, teach, incident.id, is_bad=False)

    lesson = await only(region.database, Lesson)
    assert lesson.features is None
    assert exceptions.knows(Question.SPAM, lesson.signature)
    await region.act(moderator, undo_lesson, lesson.id)
    await learned.refresh()
    assert not exceptions.knows(Question.SPAM, lesson.signature)
