"""Who is let into which chat, what the bot lacks there, and when a crowd is a raid."""

from datetime import UTC, datetime, timedelta

import pytest

from community.chats.kinds import Purpose
from community.chats.rules import is_over, is_raid, may_enter, missing_rights
from community.core.actor import Actor, Grant, Role

KEDROVY, SOSNOVY = 1, 2
REGION = None
T0 = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)


def somebody(role: Role | None, place: int | None = None) -> Actor:
    held = (Grant(role, place),) if role else ()
    return Actor(person_id=7, source="bot", grants=held)


STRANGER = somebody(None)
PARENT = somebody(Role.PARENT, KEDROVY)
CANDIDATE = somebody(Role.CANDIDATE, KEDROVY)
ACTIVIST = somebody(Role.ACTIVIST, KEDROVY)
LEADER = somebody(Role.LEADER)
AT_A_BORDER = Actor(7, "bot", (Grant(Role.PARENT, KEDROVY), Grant(Role.PARENT, SOSNOVY)))
OFFICER = somebody(Role.OFFICER)
PLACES = [
    (Purpose.REGIONAL, REGION),
    (Purpose.DISTRICT, KEDROVY),
    (Purpose.DISTRICT, SOSNOVY),
    (Purpose.ACTIVISTS, KEDROVY),
    (Purpose.ACTIVISTS, SOSNOVY),
    (Purpose.ACTIVISTS, REGION),
    (Purpose.GROUP, REGION),
    (Purpose.GUARDIANSHIP, KEDROVY),
    (None, REGION),
]


@pytest.mark.parametrize(
    ("who", "open_doors"),
    [
        (STRANGER, ""),
        (CANDIDATE, ""),  # scenario 3
        (OFFICER, ""),  # bodies never see chats
        (PARENT, "regional district:1"),
        (AT_A_BORDER, "regional district:1 district:2"),
        (ACTIVIST, "regional district:1 activists:1 activists:None"),
        (LEADER, "regional district:1 district:2 activists:1 activists:2 activists:None"),
    ],
    ids=["stranger", "candidate", "officer", "parent", "at a border", "activist", "leader"],
)
def test_doors_that_open_without_another_word(who: Actor, open_doors: str) -> None:
    opened = [
        purpose if purpose is Purpose.REGIONAL else f"{purpose}:{place}"
        for purpose, place in PLACES
        if may_enter(who, purpose, place)
    ]
    assert " ".join(opened) == open_doors


def test_the_bot_names_the_rights_it_lacks() -> None:
    given = {"can_invite_users": True, "can_delete_messages": False}

    lacking = missing_rights(Purpose.DISTRICT, given)

    assert lacking == ["can_restrict_members", "can_delete_messages", "can_pin_messages"]
    assert missing_rights(Purpose.GUARDIANSHIP, {}) == [], "there it only speaks"
    assert missing_rights(None, {}) == []


def test_a_raid_begins_at_the_threshold_and_ends_after_a_calm() -> None:
    calm = timedelta(hours=1)

    assert [is_raid(count, 30) for count in (29, 30, 31)] == [False, True, True]
    assert not is_over(T0, T0 + timedelta(minutes=59), calm)
    assert is_over(T0, T0 + calm, calm)
