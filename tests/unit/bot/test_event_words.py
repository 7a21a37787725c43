"""Who comes, as it is typed and as it is told; long texts in short messages."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.events.fitting import fit, pages, shown
from bot.features.events.reading import is_skip, read_ages, read_company
from bot.features.events.words import ages_line, company_line, seats_line, when_line
from bot.texts import Texts
from community.events.signing.queries import Line
from community.events.signing.rules import MOST_AT_ONCE, OLDEST_CHILD

TOMSK = ZoneInfo("Asia/Tomsk")
RU = Texts("ru", TOMSK, TOMSK)
NOON = datetime(2026, 3, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "ages"),
    [
        ("5, 9, 14", (5, 9, 14)),
        ("5,9,14", (5, 9, 14)),
        ("5 9 14", (5, 9, 14)),
        ("5 лет, 9 и 14", (5, 9, 14)),
        ("7", (7,)),
        ("Маше 5, Пете 9", (5, 9)),
        ("3-5", (3, 5)),
        ("8 месяцев", (0,)),
        ("8 мес. и 3 года", (0, 3)),
        ("18 месяцев", (1,)),
        ("1,5 года", (1,)),
        ("1.5", (1,)),
        ("3,5 лет", (3, 5)),
        ("2 года 3 месяца, 6", (2, 6)),
        ("полгода", (0,)),
        ("полтора, 4", (1, 4)),
        ("17", (17,)),
        ("сто", None),
        ("", None),
        ("18", None),
        ("5, 9, 2015", None),
        ("-3", None),
        ("9" * 50, None),
        (" ".join(["5"] * 21), None),
    ],
)
def test_ages_are_read_as_people_type_them(words: str, ages: tuple[int, ...] | None) -> None:
    found = read_ages(words)

    assert (None if found is None else sorted(found)) == (None if ages is None else sorted(ages))


@given(st.text(max_size=60))
def test_whatever_is_typed_ages_are_possible_or_none(words: str) -> None:
    ages = read_ages(words)

    assert ages is None or (
        1 <= len(ages) <= MOST_AT_ONCE and all(0 <= age <= OLDEST_CHILD for age in ages)
    )


@pytest.mark.parametrize(
    ("words", "company"),
    [
        ("2 взрослых и 3 ребёнка", (2, 3)),
        ("3 детей и 2 взрослых", (2, 3)),
        ("двое взрослых и 3 ребёнка", (2, 3)),
        ("Двое взрослых, трое детей", (2, 3)),
        ("взрослых двое, детей — трое", (2, 3)),
        ("2 взрослых и ребёнок", (2, 1)),
        ("2 взрослых и ребёнок 5 лет", (2, 1)),
        ("один взрослый с ребёнком", (1, 1)),
        ("2 взрослых без детей", (2, 0)),
        ("я и двое детей", (None, 2)),
        ("вдвоём", (2, None)),
        ("взрослые и дети", None),
        ("2 взрослых, 3 взрослых", None),
        ("21 взрослый", None),
        ("2 3", (2, 3)),
        ("2+3", (2, 3)),
        ("4", (4, None)),
        ("3 ребёнка", (None, 3)),
        ("1 child", (None, 1)),
        ("мы все", None),
        ("1 2 3", None),
        ("2000 взрослых", None),
    ],
)
def test_a_company_is_read_by_words_or_by_order(
    words: str, company: tuple[int | None, int | None] | None
) -> None:
    assert read_company(words) == company


@given(st.text(max_size=60))
def test_whatever_is_typed_a_company_is_possible_or_none(words: str) -> None:
    found = read_company(words)

    assert found is None or found != (None, None)
    assert all(0 <= number <= MOST_AT_ONCE for number in found or () if number is not None)


def test_a_word_goes_on_where_a_button_is_hard_to_press() -> None:
    assert is_skip(" Дальше. ")
    assert not is_skip("дальше некуда")


@pytest.mark.parametrize(
    ("adults", "children", "words"),
    [
        (2, 3, "2 взрослых и 3 ребёнка"),
        (1, 1, "1 взрослый и 1 ребёнок"),
        (5, 12, "5 взрослых и 12 детей"),
        (0, 2, "2 ребёнка"),
        (21, 0, "21 взрослый"),
    ],
)
def test_a_company_reads_as_people_say_it(adults: int, children: int, words: str) -> None:
    assert company_line(adults, children, RU) == words


@pytest.mark.parametrize(
    ("ages", "words"),
    [
        ((14, 5, 9), "5, 9 и 14 лет"),
        ((1,), "1 год"),
        ((3,), "3 года"),
        ((0,), "до года"),
        ((0, 0, 4), "до года, до года, 4 года"),
    ],
)
def test_ages_read_as_people_say_them(ages: tuple[int, ...], words: str) -> None:
    assert ages_line(ages, RU) == words


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(19, 50, 4), "19/50 · ждут 4"),
        (Line(50, 50, 1), "50/50 · ждёт 1"),
        (Line(19, 50, 0), "19/50"),
        (Line(21, None, 0), "записан 21"),
    ],
)
def test_how_full_it_is(line: Line, words: str) -> None:
    assert seats_line(line, RU) == words


def test_a_day_and_several_days() -> None:
    moscow = Texts("ru", ZoneInfo("Europe/Moscow"), TOMSK)

    assert when_line(NOON, NOON + timedelta(hours=3), RU) == "сб, 21 марта, 12:00–15:00"
    assert when_line(NOON, NOON + timedelta(hours=3), moscow) == (
        "сб, 21 марта, 08:00–11:00 по Москве"
    )
    assert when_line(NOON, NOON + timedelta(days=1), RU) == (
        "сб, 21 марта, 12:00 – вс, 22 марта, 12:00"
    )


SOURCES = st.lists(st.text(st.characters(codec="utf-8"), max_size=120), max_size=40).map("\n".join)


@given(SOURCES, st.integers(20, 400))
def test_whatever_was_written_is_cut_to_size(source: str, limit: int) -> None:
    html, _ = fit(source, limit)

    assert shown(html) <= limit


def test_a_programme_is_cut_between_its_lines() -> None:
    source = "\n".join(f"- {hour}:00 час {hour}" for hour in range(10, 20))

    html, is_cut = fit(source, 60)

    assert is_cut
    assert html.splitlines()[0] == "• 10:00 час 10"
    assert html.endswith("…")
    assert all(line == "…" or line.endswith(line[2:4]) for line in html.splitlines())


def test_pages_hold_every_piece_in_its_order() -> None:
    pieces = [f"<b>{number}</b>" + "ы" * 900 for number in range(9)]

    read = pages(pieces)

    assert "\n\n".join(read) == "\n\n".join(pieces)
    assert all(shown(page) <= 3500 for page in read)
    assert len(read) == 3
