"""The same text in many places within minutes, and what may be said by everybody."""

from moderation.detect import Detector, Message, Question
from moderation.detect.reasons import Reason
from moderation.detect.spam import SpamSigns, load_model
from moderation.detect.spam.repetition import WINDOW, Recent

OFFER = (
    "Семейная ярмарка мёда и ягод переехала, новый адрес подскажет Виктор, "
    "запись у него по телефону 8 900 000 31 14 до конца недели"
)
KIND = "Спасибо!"
WISHES = "С днём рождения, дорогая Ольга! Счастья, здоровья и терпения тебе и деткам"


def scores(texts: list[str], *, seconds_apart: float = 5.0, chat: int | None = None) -> list[float]:
    """Each text is another author's, in another chat unless one is named."""
    detector = Detector([SpamSigns(load_model())])
    return [
        detector.judge(
            Message(text, author=n + 1, chat=n if chat is None else chat, seconds=n * seconds_apart)
        ).scores[Question.SPAM]
        for n, text in enumerate(texts)
    ]


def test_one_advertisement_in_many_chats_grows_suspicious() -> None:
    found = scores([OFFER] * 6)

    assert found[0] < 0.5
    assert found == sorted(found)
    assert found[-1] > 0.8


def test_variants_of_one_text_are_the_same_text() -> None:
    variants = [
        OFFER.replace("Виктор", name).replace("31 14", f"31 {n}")
        for n, name in enumerate(["Виктор", "Роман", "Степан", "Илья", "Марк"], start=10)
    ]

    assert scores(variants)[-1] > 0.6


def test_kind_words_may_be_said_by_everybody() -> None:
    assert max(scores([KIND] * 40, chat=1)) < 0.05
    assert max(scores([WISHES] * 15, chat=1)) < 0.5


def test_what_was_said_long_ago_does_not_count() -> None:
    assert max(scores([OFFER] * 6, seconds_apart=WINDOW + 1)) < 0.5


def test_an_edited_message_is_not_a_second_one() -> None:
    detector = Detector([SpamSigns(load_model())])
    for second in range(10):
        verdict = detector.judge(
            Message(OFFER, author=1, chat=1, seconds=second, is_edit=second > 0)
        )

    assert Reason.SPAM_REPEATED not in {finding.reason for finding in verdict.findings}


def test_one_author_who_repeats_himself_counts_more_slowly() -> None:
    recent, words = Recent(), OFFER.split()

    counts = [recent.places_of(words, (1, 1), second) for second in range(10)]

    assert counts[0] == counts[2] == 1
    assert counts[-1] == 4


def test_memory_stays_bounded_under_a_storm() -> None:
    recent = Recent()

    for n in range(10_000):
        recent.places_of([f"слово{n}x{m}" for m in range(12)], (n, n), n / 500)

    assert len(recent._groups) <= 2048
    assert len(recent._by_hash) <= 2048 * 8
