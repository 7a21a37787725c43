"""What an organiser changes on the phone, laid over what the event is."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.features.organising.drafts import Draft
from community.core.actor import Reach
from community.events.planning.kinds import EventAim, EventFormat, EventKind
from community.events.planning.rules import EventPlan, check
from tests.support.practice import ZONE

NOON = datetime(2026, 3, 21, 12, tzinfo=ZONE)
HOUR = timedelta(hours=1)
PLAN = EventPlan(
    kind=EventKind.LEISURE,
    title="Пикник",
    starts_at=NOON,
    ends_at=NOON + 3 * HOUR,
    format=EventFormat.BOTH,
    programme="Сначала чай",
    aims=frozenset({EventAim.BONDS}),
    place="Парк",
    link="https://vk.com/call/1",
    capacity=20,
    opens_at=NOON - 48 * HOUR,
    closes_at=NOON - 2 * HOUR,
)


def test_what_is_not_changed_stays_as_it_is() -> None:
    draft = Draft.of_plan(PLAN)

    assert draft.over(PLAN, Draft.of_plan(PLAN)) == PLAN
    assert Draft(**vars(draft)).plan() == replace(
        PLAN, programme="", aims=frozenset(), opens_at=None, closes_at=None
    )


def test_what_others_changed_meanwhile_stays() -> None:
    draft = Draft.of_plan(PLAN)
    draft.title = "Лыжи"
    meanwhile = replace(PLAN, place="Сквер", capacity=5)

    assert draft.over(meanwhile, Draft.of_plan(PLAN)) == replace(meanwhile, title="Лыжи")


def test_signing_up_moves_along_with_the_event() -> None:
    draft = Draft.of_plan(PLAN)
    draft.move_to(NOON + 24 * HOUR, None)

    moved = draft.over(PLAN, Draft.of_plan(PLAN))

    assert moved.ends_at == NOON + 27 * HOUR
    assert moved.closes_at == NOON + 22 * HOUR
    assert moved.opens_at == PLAN.opens_at


def test_what_would_open_too_late_is_open() -> None:
    draft = Draft.of_plan(PLAN)
    draft.move_to(NOON - 47 * HOUR, NOON - 46 * HOUR)

    moved = draft.over(PLAN, Draft.of_plan(PLAN))

    check(moved)
    assert moved.opens_at is None


def test_signing_up_ends_no_later_than_the_event() -> None:
    late = replace(PLAN, closes_at=PLAN.ends_at)
    draft = Draft.of_plan(late)
    draft.ends_at = (NOON + HOUR).isoformat()

    shorter = draft.over(late, Draft.of_plan(late))

    check(shorter)
    assert shorter.closes_at == NOON + HOUR


def test_what_is_no_longer_online_has_no_link() -> None:
    draft = Draft.of_plan(PLAN)
    draft.format = EventFormat.IN_PERSON.value

    assert draft.over(PLAN, Draft.of_plan(PLAN)).link is None


def test_an_organiser_of_districts_begins_with_them() -> None:
    assert Draft.begun(Reach(frozenset({3, 1}))).districts == [1, 3]
    assert Draft.begun(Reach(None)).districts == []
