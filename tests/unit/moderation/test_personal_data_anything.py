"""Whatever is written, judging ends at once, in order, and inside the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.stopwatch import least_seconds
from tests.unit.moderation.personal_data_helpers import judged

_PIECES = st.sampled_from(
    [
        *("дочка", "Алина", "Петрова", "12.05.2015", "г.р.", "снилс", "112-233-445 95", "паспорт"),
        *("6912 345678", "I-ОМ", "№ 123456", "ул. Лесная", "д. 3", "кв. 15", "живём", "школа 15"),
        *("3б", "8-913-123-45-67", "a@mail.ru", "2200 7001 2345 6783", "ЗПР", "из детдома", "у"),
        *(", ", "\n", "ё", "\u200b", "🙏", "𝟎", "№", "(", "—", "1", "0", "и", "Иванова А. С."),
    ]
)
_TEXTS = st.one_of(st.text(max_size=300), st.lists(_PIECES, max_size=25).map(" ".join))


@given(_TEXTS)
def test_findings_are_inside_the_text_and_scores_are_confidences(text: str) -> None:
    for finding in judged(text).findings:
        assert 0 <= finding.begin <= finding.end <= len(text)
        assert 0.0 <= finding.score <= 1.0
        assert finding.reason.value.startswith("personal_data.")


@pytest.mark.parametrize(
    "piece",
    [
        *("1 ", "12 34 ", "8-913-123-45-67 ", "12.05.2015 ", "Маша ", "Иванова Петрова "),
        *("а.", "ул ", "улица лесная ", "ская", "кв 5 ", "школа 15 3б ", "a@", "ivx-", "iv ом "),
        *("личное дело ", "решение ", "дочка у нас ", "живём на лесной 5 ", "🙏\u200b", "ё̈"),
    ],
)
def test_no_text_is_slow(piece: str) -> None:
    text = (piece * 4096)[:4096]

    assert least_seconds(lambda: judged(text)) < 0.1
