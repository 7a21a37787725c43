"""How activists' words add up (feature 2, scenario 4), whatever the order they come in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.membership.verification.kinds import ApplicationState
from community.membership.verification.rules import state_after

words = st.lists(st.booleans(), max_size=6)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ([], ApplicationState.OPEN),
        ([True], ApplicationState.VERIFIED),
        ([True, True], ApplicationState.VERIFIED),
        ([False], ApplicationState.DOUBTED),
        ([False, True], ApplicationState.DISPUTED),
        ([True, False], ApplicationState.DISPUTED),
        ([False, False], ApplicationState.DISPUTED),
    ],
)
def test_what_words_make_of_an_application(said: list[bool], state: ApplicationState) -> None:
    assert state_after(said) is state


@given(words, st.randoms(use_true_random=False))
def test_the_order_of_words_does_not_matter(said: list[bool], random: object) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands over a Random

    assert state_after(shuffled) is state_after(said)


@given(words)
def test_no_number_of_activists_refuses_anybody(said: list[bool]) -> None:
    assert state_after(said) not in (ApplicationState.REFUSED, ApplicationState.WITHDRAWN)


@given(words)
def test_one_objection_is_enough_to_keep_the_door_closed(said: list[bool]) -> None:
    assert state_after([*said, False]) is not ApplicationState.VERIFIED


@given(words, words)
def test_a_dispute_is_not_settled_by_more_words(said: list[bool], more: list[bool]) -> None:
    if state_after(said) is ApplicationState.DISPUTED:
        assert state_after([*said, *more]) is ApplicationState.DISPUTED
