"""The measure of moderation: a ladder that never skips, and a machine that never bans by it."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.detect.verdict import Action
from moderation.incidents.defaults import BOUNDS, ModerationSettings
from moderation.incidents.kinds import Decision, SanctionKind, Topic
from moderation.incidents.rules import (
    Step,
    end_of_slot,
    fits,
    is_over,
    is_storm,
    lesson_of,
    mute_term,
    mute_terms,
    next_step,
    reporter_weight,
    takes_away,
)

WARNING, MUTE, BAN = SanctionKind.WARNING, SanctionKind.MUTE, SanctionKind.BAN
HOUR, DAY, WEEK = timedelta(hours=1), timedelta(days=1), timedelta(days=7)
T0 = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
PRODUCT = ModerationSettings()

pasts = st.lists(st.sampled_from(SanctionKind), max_size=8)
minutes = st.integers(*(int(bound) for bound in BOUNDS["first_mute_minutes"]))
measures = st.builds(
    ModerationSettings,
    first_mute_minutes=minutes,
    second_mute_minutes=minutes,
    third_mute_minutes=minutes,
    warning_days=st.integers(1, 365),
)
counts = st.integers(min_value=0, max_value=10_000)


def test_the_ladder_rises_from_a_word_to_a_week_and_then_asks_a_person() -> None:
    past: list[SanctionKind] = []
    climbed: list[Step] = []
    for _ in range(6):
        climbed.append(next_step(past, PRODUCT))
        past.append(climbed[-1].kind)

    assert climbed == [
        (WARNING, 30 * DAY),
        (MUTE, HOUR),
        (MUTE, DAY),
        (MUTE, WEEK),
        (BAN, None),
        (BAN, None),
    ]


def test_a_second_warning_never_comes_while_the_first_counts() -> None:
    assert next_step([WARNING], PRODUCT).kind is MUTE
    assert next_step([WARNING, WARNING, WARNING], PRODUCT) == (MUTE, HOUR)


@given(pasts, measures)
def test_each_step_is_at_least_as_heavy_as_any_before(
    past: list[SanctionKind], settings: ModerationSettings
) -> None:
    order = list(SanctionKind)
    step = next_step(past, settings)

    heaviest = max((order.index(kind) for kind in past if kind is not WARNING), default=0)
    assert order.index(step.kind) >= heaviest
    assert (step.term is None) is (step.kind is BAN)


@given(pasts, measures, st.randoms(use_true_random=False))
def test_the_order_of_earlier_sanctions_does_not_matter(
    past: list[SanctionKind], settings: ModerationSettings, random: object
) -> None:
    shuffled = list(past)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # hypothesis hands over a Random

    assert next_step(shuffled, settings) == next_step(past, settings)


@given(pasts, measures)
def test_a_mute_without_a_term_is_always_one_of_the_three(
    past: list[SanctionKind], settings: ModerationSettings
) -> None:
    term, terms = mute_term(past, settings), mute_terms(settings)

    assert term == terms[min(past.count(MUTE), 2)]
    step = next_step(past, settings)
    assert step.term == term or step.kind is not MUTE


@pytest.mark.parametrize("topic", Topic)
def test_somebody_in_distress_is_met_and_nobody_else_is(topic: Topic) -> None:
    possible = {decision for decision in Decision if fits(topic, decision)}

    if topic is Topic.DISTRESS:
        assert possible == {Decision.MET, Decision.FALSE_ALARM}
    else:
        assert {Decision.RIGHT, Decision.BAN, Decision.INNOCENT} <= possible
        assert possible.isdisjoint({Decision.MET, Decision.FALSE_ALARM, Decision.LAPSED})
    assert (Decision.MUTE in possible) is (topic not in (Topic.DISTRESS, Topic.CHANNEL))


@pytest.mark.parametrize(
    ("topic", "decision", "lesson"),
    [
        (Topic.SPAM, Decision.RIGHT, True),
        (Topic.SPAM, Decision.BAN, True),
        (Topic.SPAM, Decision.WARN, None),
        (Topic.SPAM, Decision.INNOCENT, False),
        (Topic.ABUSE, Decision.BAN, None),  # about the person, not about the words
        (Topic.ABUSE, Decision.INNOCENT, False),
        (Topic.PERSONAL_DATA, Decision.RIGHT, None),
        (Topic.DISTRESS, Decision.FALSE_ALARM, False),
        (Topic.DISTRESS, Decision.MET, None),
        (Topic.PROBATION, Decision.INNOCENT, None),
        (Topic.OTHER, Decision.BAN, True),  # most often what the machine missed
        (Topic.OTHER, Decision.RIGHT, None),
        (Topic.CHANNEL, Decision.BAN, None),
    ],
)
def test_what_a_decision_teaches(topic: Topic, decision: Decision, lesson: bool | None) -> None:
    assert lesson_of(topic, decision) is lesson


@given(counts, counts)
def test_a_reporter_weighs_something_and_never_enough_alone(upheld: int, not_upheld: int) -> None:
    weight = reporter_weight(upheld, not_upheld)

    assert 0.2 <= weight < PRODUCT.report_hold_weight
    assert (
        reporter_weight(upheld + 1, not_upheld) > weight > reporter_weight(upheld, not_upheld + 1)
    )


def test_two_people_whom_nobody_knows_yet_are_enough() -> None:
    assert reporter_weight(0, 0) == pytest.approx(0.6)
    assert 2 * reporter_weight(0, 0) >= PRODUCT.report_hold_weight
    assert 2 * reporter_weight(0, 5) < PRODUCT.report_hold_weight, "two who are mostly wrong"


def test_only_what_was_meant_takes_a_message_away() -> None:
    taking = {action for action in Action if takes_away(action, dry_run=False)}

    assert taking == {Action.HOLD, Action.REMOVE, Action.MUTE, Action.BAN}
    assert not any(takes_away(action, dry_run=True) for action in Action)


def test_a_storm_begins_at_eight() -> None:
    assert [is_storm(count) for count in (7, 8, 9)] == [False, True, True]


@pytest.mark.parametrize(
    ("messages", "days", "over"),
    [(0, 0, False), (4, 2, False), (5, 0, True), (0, 3, True), (9, 9, True)],
)
def test_probation_ends_by_messages_or_by_days(messages: int, days: int, over: bool) -> None:
    assert is_over(messages, T0, T0 + timedelta(days=days), PRODUCT) is over


@pytest.mark.parametrize("none", [{"probation_messages": 0}, {"probation_days": 0}])
def test_a_chat_may_do_without_probation(none: dict[str, int]) -> None:
    assert is_over(0, T0, T0, ModerationSettings(**none))


@given(st.integers(0, 10**6), st.sampled_from([10, 20, 30, 60]))
def test_slots_are_the_same_for_all_who_come_in_one(offset: int, every: int) -> None:
    at, length = T0 + timedelta(milliseconds=offset), timedelta(seconds=every)
    end = end_of_slot(at, length)

    assert at < end <= at + length
    assert end_of_slot(end - timedelta(microseconds=1), length) == end
