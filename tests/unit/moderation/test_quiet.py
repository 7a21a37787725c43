"""Short everyday messages are judged once, until something is learned."""

from collections.abc import Sequence

import pytest

from moderation.detect import ChatRules, Media, Message, Question
from moderation.detect.abuse import AbuseSigns
from moderation.detect.reasons import Reason
from moderation.detect.spam import load_model
from moderation.detect.standard import standard_detector
from moderation.detect.text import Text
from moderation.detect.verdict import Finding

THANKS = "Спасибо вам, девочки"
LURE = "Ищу на вечер сортировать лунные камни"


@pytest.fixture
def looked_at(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that were really judged."""
    texts: list[str] = []
    find = AbuseSigns.find

    def noting(
        self: AbuseSigns, text: Text, message: Message, rules: ChatRules
    ) -> Sequence[Finding]:
        texts.append(message.text)
        return find(self, text, message, rules)

    monkeypatch.setattr(AbuseSigns, "find", noting)
    return texts


def test_thanks_are_judged_once(looked_at: list[str]) -> None:
    detector = standard_detector()
    verdicts = [detector.judge(Message(THANKS)) for _ in range(3)]
    assert looked_at == [THANKS]
    assert verdicts[0] == verdicts[2]


@pytest.mark.parametrize(
    "message",
    [
        Message(THANKS, links=("https://t.me/+lure",)),
        Message(THANKS, media=Media.PHOTO),
        Message(THANKS, has_buttons=True),
    ],
)
def test_the_same_words_with_something_hanging_on_them_are_judged(
    looked_at: list[str], message: Message
) -> None:
    detector = standard_detector()
    detector.judge(Message(THANKS))
    detector.judge(message)
    assert len(looked_at) == 2


def test_what_was_quiet_is_judged_anew_after_a_lesson() -> None:
    model = load_model()
    detector = standard_detector(model)
    assert not detector.judge(Message(LURE)).raised
    lessons = [model.learn(LURE, is_spam=True) for _ in range(2)]
    assert Question.SPAM in detector.judge(Message(LURE)).raised
    for lesson in lessons:
        model.unlearn(lesson)
    assert not detector.judge(Message(LURE)).raised


def test_what_was_found_is_found_again() -> None:
    detector = standard_detector()
    for _ in range(2):
        assert Question.DISTRESS in detector.judge(Message("больше не могу, отдам его")).raised


def test_what_is_long_enough_to_be_told_in_many_chats_is_judged_in_each() -> None:
    text = "кто из вас уже был с детьми на той ёлке"
    detector = standard_detector()
    verdicts = [
        detector.judge(Message(text, author=number, chat=number, seconds=float(number)))
        for number in range(1, 12)
    ]
    assert not verdicts[0].findings
    assert [finding.reason for finding in verdicts[-1].findings] == [Reason.SPAM_REPEATED]
