"""A moderator types how long, in a hurry and in their own words."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.moderation.terms import UnreadableTermError, read_term

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
pieces = st.sampled_from(
    ["на ", "2", "30", "999999", "٣", " ", ",", "и ", "ч", "час", "Сутки", "w"]
)


@pytest.mark.parametrize(
    ("typed", "term"),
    [
        ("30m", 30 * MINUTE),
        ("2h", 2 * HOUR),
        ("1d", DAY),
        ("1w", 7 * DAY),
        ("2 часа", 2 * HOUR),
        ("на 30 минут", 30 * MINUTE),
        ("90 мин.", 90 * MINUTE),
        ("сутки", DAY),
        ("На сутки", DAY),
        ("на час", HOUR),
        ("полчаса", 30 * MINUTE),
        ("3 дня", 3 * DAY),
        ("5дней", 5 * DAY),
        ("неделя", 7 * DAY),
        ("на 2 недели", 14 * DAY),
        ("1 ч 30 м", 90 * MINUTE),
        ("1ч30м", 90 * MINUTE),
        ("час и 30 минут", 90 * MINUTE),
        ("1 день, 12 часов", 36 * HOUR),
        ("0m", timedelta()),
    ],
)
def test_a_length_of_time_in_many_ways(typed: str, term: timedelta) -> None:
    assert read_term(typed) == term


@pytest.mark.parametrize("typed", [None, "", "   ", "\n"])
def test_nothing_typed_is_no_term(typed: str | None) -> None:
    assert read_term(typed) is None


@pytest.mark.parametrize(
    "typed", ["30", "m", "5x", "навсегда", "-2 часа", "1.5 часа", "2 часа за ругань", "час и", "на"]
)
def test_anything_else_is_asked_about_rather_than_guessed(typed: str) -> None:
    with pytest.raises(UnreadableTermError):
        read_term(typed)


@given(st.one_of(st.text(max_size=300), st.lists(pieces, max_size=80).map("".join)))
def test_whatever_is_typed_is_a_term_or_unreadable(typed: str) -> None:
    with suppress(UnreadableTermError):
        term = read_term(typed)
        assert term is None or term >= timedelta()
