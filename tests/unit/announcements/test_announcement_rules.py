"""What may be written, for whom, and when the letter of a week is due."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from community.announcements.kinds import AudienceRole, EventCircle
from community.announcements.rules import Audience, Draft, check, is_web_address, lasts, letter_day
from community.chats.kinds import Purpose
from community.core.errors import InvalidInput

TOMSK = ZoneInfo("Asia/Tomsk")
PARENTS = Audience(roles=frozenset({AudienceRole.PARENTS}))
FRIDAY, EVENING = 4, 18


def draft(**changes: object) -> Draft:
    known: dict[str, object] = {"title": "Сбор", "body": "В субботу", "audience": PARENTS}
    return Draft(**(known | changes))  # type: ignore[arg-type]


def wrong_field(*, with_picture: bool = False, **changes: object) -> object:
    with pytest.raises(InvalidInput) as refused:
        check(draft(**changes), with_picture=with_picture)
    return refused.value.fields["field"]


def test_a_plain_draft_is_well() -> None:
    check(draft(), with_picture=False)
    check(draft(event_id=1, button_label="Запись"), with_picture=True)
    check(draft(button_label="Сайт", button_url="https://club.example/a?b=1"), with_picture=True)


def test_length_is_counted_as_it_is_shown() -> None:
    check(draft(body=f"**{'ж' * 4096}**"), with_picture=False)
    check(draft(body=f"[{'ж' * 1024}](https://a.example/{'x' * 500})"), with_picture=True)
    assert wrong_field(body="ж" * 4097) == "body"
    assert wrong_field(body="ж" * 1025, with_picture=True) == "body"
    assert wrong_field(body="🎉" * 2049) == "body"  # two units each
    assert wrong_field(body=" \n ") == "body"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "ж" * 121}, "title"),
        ({"button_url": "https://a.example"}, "button_label"),
        ({"button_label": "Сюда"}, "button_url"),
        ({"button_label": "ж" * 41, "event_id": 1}, "button_label"),
        ({"button_label": "Сюда", "button_url": "http://a.example"}, "button_url"),
        ({"audience": Audience(circles=frozenset({EventCircle.CAME}))}, "event_id"),
        ({"audience": Audience()}, "audience"),
        ({"audience": Audience(districts=frozenset({1}))}, "audience"),
    ],
)
def test_what_does_not_fit_is_named(changes: dict[str, object], field: str) -> None:
    assert wrong_field(**changes) == field


@pytest.mark.parametrize(
    "address",
    ["https://a.example", "https://пример.рф/путь", "https://a.example:8443/b?c=d&e=f#g"],
)
def test_addresses_that_a_button_may_have(address: str) -> None:
    assert is_web_address(address)


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example",
        "javascript:alert(1)",
        "tg://resolve?domain=a",
        "https://",
        "https://local",
        "https://a.example:port/",
        "https://[::1",
        "https://a b.example",
        "https://a.example/\x00",
        f"https://a.example/{'x' * 300}",
        "a.example",
    ],
)
def test_addresses_that_it_may_not(address: str) -> None:
    assert not is_web_address(address)


def test_an_audience_is_kept_and_read_again() -> None:
    whole = Audience(
        frozenset({3, 1}),
        frozenset({AudienceRole.LEADERS}),
        frozenset({EventCircle.GOING}),
        frozenset({Purpose.DISTRICT}),
    )
    assert Audience.of(whole.as_json()) == whole
    assert whole.as_json()["districts"] == [1, 3]


def test_a_leader_of_districts_reaches_those_alone() -> None:
    wanted = Audience(
        frozenset({1, 2}), PARENTS.roles, purposes=frozenset({Purpose.REGIONAL, Purpose.DISTRICT})
    )
    assert wanted.within(None) == wanted
    assert wanted.within({2, 3}) == Audience(
        frozenset({2}), PARENTS.roles, purposes=frozenset({Purpose.DISTRICT})
    )
    assert PARENTS.within({3}).districts == {3}
    assert wanted.within({9}).districts == {9}  # never «everywhere», whatever was asked for


def test_who_may_have_written_it() -> None:
    both = Audience(frozenset({1, 2}), PARENTS.roles)
    assert both.lies_within(None)
    assert both.lies_within({1, 2, 3})
    assert not both.lies_within({1})
    assert not PARENTS.lies_within({1})  # the whole region


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-03-20T17:59", "2026-03-13"),
        ("2026-03-20T18:00", "2026-03-20"),
        ("2026-03-23T09:00", "2026-03-20"),
        ("2026-03-26T23:00", "2026-03-20"),
        ("2026-01-01T12:00", "2025-12-26"),
    ],
)
def test_the_letter_that_is_due_is_of_the_last_friday_evening(now: str, day: str) -> None:
    local = datetime.fromisoformat(now).replace(tzinfo=TOMSK)
    found, moment = letter_day(local, FRIDAY, EVENING)
    assert found == date.fromisoformat(day)
    assert moment == datetime.combine(found, time(EVENING), TOMSK)


def test_how_long_it_takes_at_best() -> None:
    assert lasts(0) == timedelta(0)
    assert lasts(1) == timedelta(seconds=1)
    assert lasts(3_000) == timedelta(seconds=104)
