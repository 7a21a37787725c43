"""A text whose personal data are covered, so that its author can send it again."""

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detect.personal_data import masked
from moderation.detect.reasons import Reason
from moderation.detect.verdict import Finding, Question
from tests.unit.moderation.personal_data_helpers import judged

TEXT = "Алина Петрова, 2015 г.р., СНИЛС 112-233-445 95. Подскажите, куда идти?"


def found(part: str, reason: Reason, score: float = 0.9, text: str = TEXT) -> Finding:
    begin = text.index(part)
    return Finding(Question.PERSONAL_DATA, score, reason, begin, begin + len(part))


def test_each_datum_is_covered_and_the_question_stays() -> None:
    findings = [
        found("112-233-445 95", Reason.SNILS),
        found("Алина Петрова, 2015 г.р.", Reason.FULL_NAME_BIRTH),
    ]

    assert masked(TEXT, findings) == (
        "[имя и дата рождения], СНИЛС [номер СНИЛС]. Подскажите, куда идти?"
    )


def test_findings_that_overlap_are_covered_together_by_the_surer() -> None:
    findings = [
        found("Петрова, 2015", Reason.CHILD_NAME, 0.5),
        found("Алина Петрова", Reason.FULL_NAME_BIRTH, 0.9),
    ]

    assert masked(TEXT, findings).startswith("[имя и дата рождения] г.р., СНИЛС")


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("Алина Петрова, 12.05.2017, болеет", "дочка, 9 лет, болеет"),
        ("Моя дочка Алина Петрова, 12.05.2017, болеет", "Моя дочка, 9 лет, болеет"),
        ("Ваня Петров 2022 г.р. не говорит", "сын, 4 года не говорит"),
        ("Айсулу Жумабекова, 01.10.2026", "ребёнок, меньше года"),
        ("Ольга Петрова, 1985 г.р.", "[имя и дата рождения]"),
    ],
)
def test_a_child_is_called_by_age_when_the_day_is_known(text: str, suggested: str) -> None:
    assert masked(text, judged(text).findings, date(2026, 11, 20)) == suggested


def test_covers_are_english_when_asked() -> None:
    text = "Алина Петрова, 12.05.2017, СНИЛС 112-233-445 95"
    covered = masked(text, judged(text).findings, date(2026, 11, 20), "en")

    assert covered == "a girl, 9 years old, СНИЛС [SNILS number]"


def test_a_full_name_beside_a_school_is_covered_too() -> None:
    text = "Петров Ваня учится в школе №15, 3 «А» класс"

    assert masked(text, judged(text).findings) == "[имя] учится в [школа и класс]"


def test_what_other_questions_found_is_left_as_it_is() -> None:
    spam = Finding(Question.SPAM, 0.9, Reason.SPAM_WORDING, 0, 5)

    assert masked(TEXT, [spam]) == TEXT


@pytest.mark.parametrize("findings", [[], [Finding(Question.PERSONAL_DATA, 1.0, Reason.PHONE)]])
def test_without_places_nothing_is_covered(findings: Sequence[Finding]) -> None:
    assert masked(TEXT, findings) == TEXT


_PLACES = st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(Reason))


@given(st.text(st.characters(exclude_characters="#"), max_size=50), st.lists(_PLACES, max_size=8))
def test_nothing_that_was_found_is_ever_left_in_sight(
    text: str, places: Sequence[tuple[int, int, Reason]]
) -> None:
    findings = [Finding(Question.PERSONAL_DATA, 0.9, why, a, b) for a, b, why in places]
    secret = "".join(
        "#" if any(a <= place < b for a, b, _ in places) else sign
        for place, sign in enumerate(text)
    )

    assert "#" not in masked(secret, findings)
