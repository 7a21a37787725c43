"""Made-up leaks of every kind, written by many hands: nearly all are found."""

from itertools import islice

from tests.support.leaks import leaks
from tests.support.leaks.measuring import measure


def test_nearly_all_leaks_are_found() -> None:
    measured = measure(count=2400, seed=2026)

    assert measured.recall(hard=True) >= 0.97, measured.missed
    assert measured.recall(hard=False) >= 0.95, measured.missed
    for which, told in measured.told.items():
        assert measured.found[which] >= 0.9 * told, which


def test_the_same_seed_makes_the_same_leaks() -> None:
    assert list(islice(leaks(7, 100), 50)) == list(leaks(7, 50))
    assert list(leaks(7, 50)) != list(leaks(8, 50))
