"""Check digits, dates of birth, runs of digits, slips of the finger: each by itself."""

from datetime import date

import pytest

from moderation.detect.personal_data.birth_dates import birth_dates
from moderation.detect.personal_data.checksums import luhn_is_sound, snils_is_sound
from moderation.detect.personal_data.given_names import given_names
from moderation.detect.personal_data.numbers import numbers
from moderation.detect.personal_data.slips import Slips

TODAY = date(2026, 11, 20)


def test_check_digits() -> None:
    assert snils_is_sound("11223344595")
    assert not snils_is_sound("11223344596")
    assert snils_is_sound("08765430200")  # a sum of 101 is written as 00
    assert luhn_is_sound("4111111111111111")
    assert not luhn_is_sound("4111111111111112")
    assert not luhn_is_sound("0000000000000000")


@pytest.mark.parametrize(
    ("written", "born", "said"),
    [
        ("2015 г.р.", (2015, 0, 0), True),
        ("15 г.р", (2015, 0, 0), True),
        ("2015гр", (2015, 0, 0), True),
        ("2015 года рождения", (2015, 0, 0), True),
        ("родилась 12 мая 2015", (2015, 5, 12), True),
        ("д.р. 12.05.15", (2015, 5, 12), True),
        ("дата рождения: 03/04/2012", (2012, 4, 3), True),
        ("12.05.2015", (2015, 5, 12), False),
        ("16 марта 2014 года", (2014, 3, 16), False),
        ("85 г.р.", (1985, 0, 0), True),
    ],
)
def test_dates_of_birth(written: str, born: tuple[int, int, int], said: bool) -> None:
    (birth,) = birth_dates(f"алина, {written}, томск")

    assert (birth.year, birth.month, birth.day) == born
    assert birth.said is said


@pytest.mark.parametrize("written", ["45.78.2012", "2015 рублей было б 15000", "кедр", "12 и 15"])
def test_other_numbers_are_no_dates_of_a_birth(written: str) -> None:
    assert not any(birth.said or birth.month for birth in birth_dates(written))


def test_age_counts_full_years() -> None:
    (before,) = birth_dates("20.11.2015")
    (after,) = birth_dates("21.11.2015")
    (nonsense,) = birth_dates("01.01.2031")

    assert (before.age(TODAY), after.age(TODAY), nonsense.age(TODAY)) == (11, 10, None)


def test_numbers_are_read_in_whole_groups_and_dates_take_no_part() -> None:
    read = {number.digits for number in numbers("12.05.2015 112-233-445 95, 6912 345678")}

    assert {"11223344595", "6912345678"} <= read
    assert not any(digits.startswith("12") for digits in read)


@pytest.mark.parametrize("written", ["полис", "плоис", "поис", "поллис", "полим"])
def test_one_slip_is_seen_through(written: str) -> None:
    assert Slips([("полис", "policy")]).of(written) == "policy"


@pytest.mark.parametrize("written", ["голос", "олис", "пл", "политика"])
def test_more_than_a_slip_is_another_word(written: str) -> None:
    assert Slips([("полис", "policy")]).of(written) is None


def test_names_are_known_in_every_case() -> None:
    names = given_names()

    for form in (
        "алиной",
        "машу",
        "павлу",
        "льва",
        "ильей",
        "катюше",
        "дмитрием",
    ):
        assert form in names
    assert names["надежда"].doubtful
    assert not names["алина"].doubtful
