"""Whatever is written, judging ends soon, and what it shows lies inside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stopwatch import least_seconds
from tests.unit.moderation.abuse import judged

_PIECES = st.sampled_from(
    [
        *("ты", "дура", "не", "я", "тебя", "убью", "детей", "ради", "денег", "опеку", "сука"),
        *("п*здец", "х..й", "б л я", "бляяя", "suka", "ё", "тварь", "скинь", "фото", "говорит"),
        *(", ", ". ", "\n", "«", "»", "?", "*", "-", "\u200b", "🙏", "😂", "𝓱𝓾𝓲", "İ", "e\u0301"),
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=40).map("".join))
_SPACED = st.lists(_PIECES, max_size=40).map(" ".join)


@given(st.one_of(_TEXTS, _SPACED))
def test_findings_are_inside_the_text_and_scores_are_confidences(text: str) -> None:
    for finding in judged(text).findings:
        assert 0 <= finding.begin < finding.end <= len(text)
        assert 0.0 <= finding.score <= 1.0
        assert finding.reason.value.startswith("abuse.")


@pytest.mark.parametrize(
    "piece",
    [
        *("а*б ", "п*", "п..", "х у ", "е б а ", "дура ", "ты дура, ", "бля", "сука ", "*", "п-"),
        *("тебя убью ", "дети деньги опека ", "у тебя твой дом адрес знаю ", "а", "«", "не "),
        *(
            "скинь фото грудь ",
            "детдомовский урод ",
            "ваши дети ",
            "говорит мне ты дура ",
            "\u0301",
        ),
    ],
)
def test_the_longest_message_is_judged_at_once(piece: str) -> None:
    text = (piece * 4096)[:4096]
    assert least_seconds(lambda: judged(text)) < 0.1
