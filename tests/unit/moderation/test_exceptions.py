"""Words that moderators declared innocent stay quiet; other words, and other links, do not."""

from collections.abc import Sequence
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detect.detector import Detector
from moderation.detect.exceptions import Exceptions, normalised
from moderation.detect.message import ChatRules, Message
from moderation.detect.reasons import Reason
from moderation.detect.text import Text
from moderation.detect.verdict import Action, Finding, Question

WORDS = "Отдам коляску, пишите в личку"


def sign(words: str) -> bytes:
    return sha256(words.encode()).digest()


class Suspicious:
    """Raises one question about every message."""

    def __init__(self, question: Question, score: float = 0.75) -> None:
        self._finding = Finding(question, score, Reason.SPAM_WORDING)

    def find(self, text: Text, message: Message, rules: ChatRules) -> Sequence[Finding]:
        return [self._finding]


def declared_innocent(words: str, question: Question = Question.SPAM) -> Exceptions:
    exceptions = Exceptions()
    exceptions.add(1, question, sign(normalised(Text(words))))
    return exceptions


def judge(message: Message, exceptions: Exceptions, *signs: Suspicious) -> set[Question]:
    detector = Detector(signs or [Suspicious(Question.SPAM)], exceptions, sign)
    return set(detector.judge(message).raised)


@pytest.mark.parametrize(
    "again",
    [
        WORDS,
        "ОТДАМ КОЛЯСКУ! Пишите в личку 🙏🙏",
        "отдам  коляску — пишите\nв личку…",
        "oтдaм коляску, пишите в личкy",  # Latin о, а, у
    ],
)
def test_the_same_words_stay_quiet_however_they_are_adorned(again: str) -> None:
    assert judge(Message(again), declared_innocent(WORDS)) == set()


@pytest.mark.parametrize("other", ["Отдам коляску и кроватку, пишите в личку", "Пишите в личку"])
def test_other_words_are_judged_as_ever(other: str) -> None:
    assert judge(Message(other), declared_innocent(WORDS)) == {Question.SPAM}


def test_only_the_question_that_was_asked_is_answered() -> None:
    signs = [Suspicious(Question.SPAM), Suspicious(Question.ABUSE)]

    assert judge(Message(WORDS), declared_innocent(WORDS), *signs) == {Question.ABUSE}


def test_what_is_excused_leaves_neither_score_nor_findings() -> None:
    detector = Detector([Suspicious(Question.SPAM)], declared_innocent(WORDS), sign)

    verdict = detector.judge(Message(WORDS))

    assert (verdict.action, verdict.findings) == (Action.ALLOW, ())
    assert verdict.scores[Question.SPAM] == 0.0


def test_innocent_words_do_not_carry_a_hidden_link_or_buttons_through() -> None:
    exceptions = declared_innocent(WORDS)

    assert judge(Message(WORDS, links=("https://example.com",)), exceptions) == {Question.SPAM}
    assert judge(Message(WORDS, has_buttons=True), exceptions) == {Question.SPAM}


def test_a_doubtful_word_may_be_a_false_alarm_but_a_clear_cry_is_always_heard() -> None:
    words = "больше не могу"
    exceptions = declared_innocent(words, Question.DISTRESS)

    assert judge(Message(words), exceptions, Suspicious(Question.DISTRESS, 0.6)) == set()
    clear = Suspicious(Question.DISTRESS, 0.9)
    assert judge(Message(words), exceptions, clear) == {Question.DISTRESS}


def test_words_stay_innocent_until_the_last_lesson_about_them_is_undone() -> None:
    exceptions = declared_innocent(WORDS)
    exceptions.add(2, Question.SPAM, sign(normalised(Text(WORDS))))

    exceptions.remove(1)
    assert judge(Message(WORDS), exceptions) == set()
    exceptions.remove(2)
    exceptions.remove(2)
    assert judge(Message(WORDS), exceptions) == {Question.SPAM}


def test_innocent_messages_are_not_even_looked_up() -> None:
    def never(words: str) -> bytes:
        raise AssertionError(words)

    assert Detector([], declared_innocent(WORDS), never).judge(Message(WORDS)).raised == frozenset()


def test_messages_of_signs_alone_are_told_apart() -> None:
    assert normalised(Text("🙏🙏")) == normalised(Text("🙏 🙏"))
    assert normalised(Text("🙏🙏")) != normalised(Text("💰💰"))
    assert normalised(Text(" \n")) == ""


@given(st.text(max_size=200))
def test_any_text_has_a_normal_form_that_is_its_own(written: str) -> None:
    once = normalised(Text(written))
    assert once == normalised(Text(written + "  "))
    assert not any(character.isspace() for character in once)
