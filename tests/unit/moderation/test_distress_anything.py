"""Whatever is written, distress is answered for soon, and with places inside the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.detect.verdict import Question
from tests.support.corpora import messages
from tests.support.stopwatch import least_seconds
from tests.unit.moderation.distress import findings

_SAID = (
    "не хочу жить больше могу отдам его обратно в опеку бьёт муж сын сбежал « » 😂 , . ? ! ) "
    "нет сил умереть никогда если вам звоните 8 её раз q ё ъ"
)
_WORDS = st.sampled_from(_SAID.split())


@given(st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map(" ".join)))
@settings(deadline=None)
def test_every_finding_is_a_confidence_with_a_place(text: str) -> None:
    for finding in findings(text):
        assert finding.question is Question.DISTRESS
        assert 0 < finding.score < 1
        assert 0 <= finding.begin < finding.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        " ".join(messages("distress/signals"))[:4096],
        "не " * 1365,
        "я не могу больше " * 240,
        "верну его обратно в опеку " * 157,
        "«" * 4096,
        "боюсь что " * 409,
        "а" * 4096,
    ],
    ids=lambda text: text[:16],
)
def test_the_longest_messages_are_judged_at_once(text: str) -> None:
    assert least_seconds(lambda: findings(text)) < 0.1  # measured below 10 ms
