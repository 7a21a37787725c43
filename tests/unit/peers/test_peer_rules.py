"""Whom a question goes to first, and how many at a time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from community.peers.asking.rules import MOST_ASKED, WAVES, Candidate, in_order, is_near, wave_size

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.none() | st.integers(0, 400).map(lambda days: LONG_AGO + timedelta(days=days))
people = st.lists(
    st.builds(Candidate, st.integers(1, 60), st.booleans(), moments),
    unique_by=lambda one: one.person_id,
    max_size=20,
)


@given(st.lists(st.integers(0, MOST_ASKED), max_size=12))
def test_never_more_than_five_whatever_each_wave_could_find(found: list[int]) -> None:
    asked = 0
    for wave, able in enumerate(found):
        asked += min(able, wave_size(wave, asked))
        assert asked <= WAVES[min(wave, len(WAVES) - 1)]

    assert asked <= MOST_ASKED


def test_two_then_two_then_one() -> None:
    assert [wave_size(wave, asked) for wave, asked in ((0, 0), (1, 2), (2, 4))] == [2, 2, 1]


def test_what_a_wave_could_not_fill_the_next_one_may() -> None:
    assert wave_size(1, 1) == 3


@given(people, st.booleans(), st.randoms(use_true_random=False))
def test_the_order_depends_on_nothing_but_the_candidates(
    known: list[Candidate], elsewhere: bool, dice: st.DataObject
) -> None:
    shuffled = list(known)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]

    order = in_order(known, elsewhere=elsewhere)

    assert in_order(shuffled, elsewhere=elsewhere) == order
    assert not (elsewhere and any(one.is_near for one in order))
    nearness = [one.is_near for one in order]
    assert nearness == sorted(nearness)


@given(people)
def test_nobody_is_asked_before_whoever_was_asked_longer_ago(known: list[Candidate]) -> None:
    far = in_order(known, elsewhere=True)

    since = [one.last_asked_at or LONG_AGO - timedelta(days=1) for one in far]
    assert since == sorted(since)


def test_of_whom_nobody_knows_where_they_live_may_be_a_neighbour() -> None:
    assert is_near(None, {1})
    assert is_near(1, {1, 2})
    assert not is_near(3, {1, 2})
