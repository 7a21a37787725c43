"""Learning from moderators: at once, to the last bit undoable, and hard to poison."""

import random
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detect import Message
from moderation.detect.reasons import Reason
from moderation.detect.spam import Lesson, SpamModel, load_model
from tests.support.corpora import messages
from tests.unit.moderation.spam import is_held, score_of, with_model

# A campaign that the shipped model has never seen: it looks like innocent talk.
TEA = [
    "Мастер чайных церемоний едет в ваш посёлок, дегустация в пятницу, чай потом можно забрать",
    "Дегустация чая в пятницу, приедет мастер, чай заберёте с собой",
    "Приглашаем на чайную церемонию, мастер из Китая, будет дегустация, чай отдаём",
    "чайный мастер снова у вас, в субботу дегустация и церемония, приходите",
    "Церемония чая завтра, настоящий мастер, дегустация для всех",
]
VARIANT = "Кто любит чай? Мастер проведёт церемонию, после дегустации каждый забирает чай"


@pytest.fixture
def model() -> SpamModel:
    return load_model()


def taught(model: SpamModel, texts: list[str], *, is_spam: bool = True) -> list[Lesson]:
    return [model.learn(text, is_spam=is_spam) for text in texts]


def test_a_lesson_is_followed_at_once(model: SpamModel) -> None:
    detector = with_model(model)
    before = is_held(TEA[0], detector)

    model.learn(TEA[0], is_spam=True)

    assert not before
    assert is_held(TEA[0], detector)
    findings = detector.judge(Message(TEA[0])).findings
    assert Reason.SPAM_LEARNED in {finding.reason for finding in findings}


def test_after_a_handful_of_lessons_a_new_variant_is_caught(model: SpamModel) -> None:
    detector = with_model(model)

    taught(model, TEA)

    assert is_held(VARIANT, detector)
    assert not is_held("Заварила чай, жду всех на кухне", detector)


def test_a_false_alarm_is_forgiven_at_once(model: SpamModel) -> None:
    detector = with_model(model)
    text = "Ищу людей на уборку картошки, оплата каждый день 1500, пишите в лс"
    before = score_of(text, detector)

    model.learn(text, is_spam=False)

    assert score_of(text, detector) < before
    assert not is_held(text, detector)


@pytest.mark.parametrize("order", list(permutations(range(3)))[:4])
def test_lessons_are_undone_in_any_order_to_the_last_bit(order: tuple[int, ...]) -> None:
    model = load_model()
    texts = messages("innocent")[:200] + messages("spam")[:100]
    detector = with_model(model)
    before = [score_of(text, detector) for text in texts]
    lessons = [
        model.learn(TEA[0], is_spam=True),
        model.learn(TEA[1], is_spam=True),
        model.learn("Скидка на шубы только сегодня", is_spam=False),
    ]
    during = [score_of(text, detector) for text in texts]

    for number in order:
        model.unlearn(lessons[number])

    assert during != before
    assert [score_of(text, detector) for text in texts] == before


def test_one_lesson_does_not_poison_ordinary_talk(model: SpamModel) -> None:
    detector = with_model(model)
    talk = messages("innocent")

    model.learn("Спасибо вам всем за поддержку, обнимаю каждую маму и папу", is_spam=True)

    touched = [text for text in talk if is_held(text, detector)]
    assert len(touched) <= 2


def test_a_lesson_is_kept_without_its_words_and_learned_elsewhere(model: SpamModel) -> None:
    kept = model.lesson(TEA[0], is_spam=True).to_bytes()
    other = load_model()

    other.take(Lesson.from_bytes(kept))

    assert len(kept) < 4_000
    assert not any(word.encode() in kept for word in TEA[0].split())
    assert is_held(TEA[0], with_model(other))
    assert not is_held(TEA[0], with_model(model))  # asked, not learned


def test_all_processes_judge_alike_whatever_the_order_of_lessons() -> None:
    teacher, texts = load_model(), messages("spam")[:30] + messages("innocent")[:30]
    lessons = taught(teacher, TEA)
    shuffled = random.Random(3).sample(lessons, len(lessons))
    follower = load_model()

    for lesson in shuffled:
        follower.take(lesson)

    assert [score_of(text, with_model(follower)) for text in texts] == [
        score_of(text, with_model(teacher)) for text in texts
    ]


def test_many_decisions_are_weighed_against_each_other(model: SpamModel) -> None:
    spam = [*TEA, "Мастер чая и пуэра в субботу, дегустация, забирайте чай мешками"]
    innocent = ["Приходите на чай в субботу, печенье с нас", "Кто принесёт чай на встречу?"]

    lessons = model.learn_all(
        [(text, True) for text in spam] + [(text, False) for text in innocent]
    )

    detector = with_model(model)
    assert all(is_held(text, detector) for text in spam)
    assert not any(is_held(text, detector) for text in innocent)
    for lesson in lessons:
        model.unlearn(lesson)
    assert not is_held(TEA[0], detector)


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        ("Спасибо большое, девочки, обнимаю вас всех, вы мне очень помогли", True),
        ("Сегодня были у врача, прививку отложили, температура у дочки спала", True),
        ("спасибо", True),
        ("Набор в команду, доход от 100$ в день без опыта, пишите в лс @rabota_hr", False),
    ],
)
def test_a_lesson_against_what_is_sure_needs_a_second_moderator(
    model: SpamModel, text: str, is_spam: bool
) -> None:
    assert model.is_suspicious_lesson(text, is_spam=is_spam)


@pytest.mark.parametrize(
    ("text", "is_spam"),
    [
        ("Набор в команду, доход от 100$ в день без опыта, пишите в лс @rabota_hr", True),
        ("Продаю участки у реки, рассрочка, звоните агенту", True),
        ("Сегодня были у врача, прививку отложили", False),
    ],
)
def test_a_plain_lesson_needs_no_second_moderator(
    model: SpamModel, text: str, is_spam: bool
) -> None:
    assert not model.is_suspicious_lesson(text, is_spam=is_spam)


@given(st.text(max_size=200), st.booleans())
def test_any_text_can_be_taught_kept_and_undone(text: str, is_spam: bool) -> None:
    model = _model_for_fuzzing
    before = score_of(text, with_model(model))

    lesson = Lesson.from_bytes(model.learn(text, is_spam=is_spam).to_bytes())
    model.unlearn(lesson)

    assert score_of(text, with_model(model)) == before


@pytest.mark.parametrize(
    "stored", [b"", b"\x01", b"\x02\x01\x01\x00abc", b"\x01\x01\xff\xff" + b"x" * 40]
)
def test_what_is_no_lesson_is_refused(stored: bytes) -> None:
    with pytest.raises(ValueError, match="lesson"):
        Lesson.from_bytes(stored)


_model_for_fuzzing = load_model()
