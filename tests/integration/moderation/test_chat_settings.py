"""The rules of a chat: the product's measure, then the region's word, then the chat's own."""

from typing import Any

import pytest

from community.chats.models import Chat
from community.core.actor import Role
from community.core.audit import AuditEntry
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.facts import Fact
from moderation.detect.message import Strictness
from moderation.incidents.facts import SettingsChanged
from moderation.incidents.models import ChatSetting
from moderation.incidents.settings import (
    BOUNDS,
    Level,
    ModerationSettings,
    load_settings,
    save_settings,
    settings_sources,
)
from tests.support.factories import Region, Someone
from tests.support.looking import only, race, rows
from tests.support.rooms import Rooms


async def in_force(region: Region, chat: Chat | None) -> ModerationSettings:
    async with region.database.read() as session:
        return await load_settings(session, chat.id if chat else None)


async def sources(region: Region, chat: Chat) -> set[tuple[str, Level]]:
    async with region.database.read() as session:
        found = await settings_sources(session, chat.id)
    return {(name, level) for name, level in found.items() if level is not Level.PRODUCT}


async def test_nobody_has_said_anything_so_the_products_measure_holds(
    region: Region, chat: Chat
) -> None:
    assert await in_force(region, chat) == ModerationSettings()
    assert await sources(region, chat) == set()


async def test_the_chats_word_goes_before_the_regions(
    region: Region, rooms: Rooms, chat: Chat, leader: Someone
) -> None:
    other = await rooms.bound(district=1)
    await region.act(
        leader,
        save_settings,
        None,
        {"probation_days": 7, "spam": Strictness.HOLD, "distress": False},
    )
    await region.act(leader, save_settings, chat.id, {"probation_days": 1})

    here, there = await in_force(region, chat), await in_force(region, other)
    assert (here.probation_days, there.probation_days) == (1, 7)
    assert (here.spam, here.distress) == (Strictness.HOLD, False)
    assert await sources(region, chat) == {
        ("probation_days", Level.CHAT),
        ("spam", Level.REGION),
        ("distress", Level.REGION),
    }
    assert (await in_force(region, None)).probation_days == 7


async def test_a_chat_takes_the_regions_value_again(
    region: Region, chat: Chat, leader: Someone
) -> None:
    await region.act(leader, save_settings, None, {"slow_seconds": 30})
    await region.act(leader, save_settings, chat.id, {"slow_seconds": 0})
    await region.act(leader, save_settings, chat.id, {"slow_seconds": None})

    assert (await in_force(region, chat)).slow_seconds == 30


async def test_a_change_is_logged_and_told_once(
    region: Region, chat: Chat, leader: Someone
) -> None:
    told: list[Fact] = []

    async def hear(_session: object, fact: Fact) -> None:
        told.append(fact)

    region.database.facts.subscribe(SettingsChanged, hear)
    changes = {"abuse": "hint", "report_hold_weight": 2}
    for _ in range(2):
        await region.act(leader, save_settings, chat.id, changes)

    entry = await only(region.database, AuditEntry, AuditEntry.subject_kind == "chat_rules")
    assert (entry.tag, entry.subject_id, entry.facts) == ("bot:chat_rules:change", chat.id, changes)
    assert told == [SettingsChanged(chat.id)]
    assert (await in_force(region, chat)).abuse is Strictness.HINT


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("spam", "terrible"),
        ("distress", 1),
        ("probation_days", True),
        ("probation_days", "3"),
        ("night_from", 24),
        ("report_hold_weight", 0.4),
        ("auto_ladder", "yes"),
        ("no_such_rule", 1),
    ],
)
async def test_what_cannot_be_is_refused_by_name(
    region: Region, chat: Chat, leader: Someone, name: str, value: Any
) -> None:
    with pytest.raises(InvalidInput) as refused:
        await region.act(leader, save_settings, chat.id, {"slow_seconds": 5, name: value})

    assert refused.value.fields["field"] == name
    assert await rows(region.database, ChatSetting) == [], "half a change is none"


@pytest.mark.parametrize("name", sorted(BOUNDS))
async def test_the_products_measure_is_within_its_bounds_and_they_hold(
    region: Region, chat: Chat, leader: Someone, name: str
) -> None:
    lowest, highest = BOUNDS[name]
    assert lowest <= getattr(ModerationSettings(), name) <= highest
    for number in (lowest, highest):
        await region.act(leader, save_settings, chat.id, {name: number})
        assert getattr(await in_force(region, chat), name) == number
    for number in (lowest - 1, highest + 1):
        with pytest.raises(InvalidInput) as refused:
            await region.act(leader, save_settings, chat.id, {name: number})
        assert refused.value.fields == {"field": name, "limit": f"{lowest:g}–{highest:g}"}


async def test_only_a_leader_sets_rules_and_only_where_they_lead(
    region: Region, chat: Chat, moderator: Someone
) -> None:
    here = await region.holder(Role.LEADER, district=0)
    elsewhere = await region.holder(Role.LEADER, district=1)

    await region.act(here, save_settings, chat.id, {"slow_seconds": 5})
    with pytest.raises(NotFound):
        await region.act(elsewhere, save_settings, chat.id, {"slow_seconds": 9})
    with pytest.raises(NotAllowed):
        await region.act(here, save_settings, None, {"slow_seconds": 9})
    with pytest.raises(NotAllowed):
        await region.act(moderator, save_settings, chat.id, {"slow_seconds": 9})
    assert (await in_force(region, chat)).slow_seconds == 5


@pytest.mark.parametrize("regional", [True, False])
async def test_two_who_set_one_rule_at_once_leave_one_row(
    region: Region, chat: Chat, leader: Someone, regional: bool
) -> None:
    where = None if regional else chat.id
    _, errors = await race(
        *(region.act(leader, save_settings, where, {"slow_seconds": n}) for n in (5, 10, 15))
    )

    assert errors == []
    assert (await only(region.database, ChatSetting)).value in (5, 10, 15)


async def test_a_rule_of_a_later_version_is_passed_over(region: Region, chat: Chat) -> None:
    async with region.database.write() as session:
        session.add(ChatSetting(chat_id=chat.id, name="not_known_yet", value=1))
        await session.commit()

    assert await in_force(region, chat) == ModerationSettings()
