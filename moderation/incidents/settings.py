"""The rules of chats: the product's default, overridden by the region, overridden by the chat.

Between the last two stands what is usual in the chats of self-help groups.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, Purpose
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.db import insert_into
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from moderation.detect.message import ChatRules, Known, Strictness
from moderation.detect.verdict import Question
from moderation.incidents.closed import is_closed, leads_of
from moderation.incidents.defaults import BOUNDS, FOR_GROUPS, ModerationSettings
from moderation.incidents.facts import SettingsChanged
from moderation.incidents.models import ChatSetting

__all__ = [
    "BOUNDS",
    "Layered",
    "Level",
    "ModerationSettings",
    "chat_rules",
    "load_settings",
    "rules_below",
    "save_settings",
    "settings_sources",
]

_TYPES: Mapping[str, type] = {
    field.name: type(field.default) for field in fields(ModerationSettings)
}


_OF_THE_CLUB = frozenset({"distress"})


class Level(StrEnum):
    """Where a value comes from."""

    PRODUCT = "product"
    REGION = "region"
    GROUP = "group"  # usual in the chats of self-help groups
    CHAT = "chat"


@dataclass(frozen=True)
class Layered:
    """Rules, and which level each value comes from."""

    settings: ModerationSettings
    sources: Mapping[str, Level]


async def load_settings(session: AsyncSession, chat_id: int | None) -> ModerationSettings:
    """The rules in force in a chat; without a chat, the region's."""
    return _laid(await _said(session, chat_id)).settings


def chat_rules(settings: ModerationSettings, known: Known) -> ChatRules:
    """The rules as the detector takes them."""
    strictness: Mapping[Question, Strictness] = {
        Question.SPAM: settings.spam,
        Question.ABUSE: settings.abuse,
        Question.PERSONAL_DATA: settings.personal_data,
        Question.DISTRESS: Strictness.NORMAL if settings.distress else Strictness.OFF,
    }
    return ChatRules(strictness, known)


async def settings_sources(session: AsyncSession, chat_id: int | None) -> Mapping[str, Level]:
    """Which level each value in force comes from."""
    return _laid(await _said(session, chat_id)).sources


async def rules_below(session: AsyncSession, chat_id: int | None) -> Layered:
    """What a chat, or without one the region, takes where it says nothing itself."""
    said = await _said(session, chat_id)
    own = Level.REGION if chat_id is None else Level.CHAT
    return _laid({level: values for level, values in said.items() if level is not own})


def _laid(said: Mapping[Level, Mapping[str, Any]]) -> Layered:
    """One level over the other, the region's lowest."""
    values: dict[str, Any] = {}
    sources = dict.fromkeys(_TYPES, Level.PRODUCT)
    for level, named in said.items():
        values |= named
        sources |= dict.fromkeys(named, level)
    return Layered(replace(ModerationSettings(), **values), sources)


async def _said(session: AsyncSession, chat_id: int | None) -> Mapping[Level, Mapping[str, Any]]:
    """What each level says, in their order."""
    rows = await _rows(session, chat_id)
    purpose = await session.scalar(select(Chat.purpose).where(Chat.id == chat_id))
    return {
        Level.REGION: _values(row for row in rows if row.chat_id is None),
        Level.GROUP: FOR_GROUPS if purpose is Purpose.GROUP else {},
        Level.CHAT: _values(row for row in rows if row.chat_id is not None),
    }


def _values(rows: Iterable[ChatSetting]) -> dict[str, Any]:
    return {row.name: _read(row.name, row.value) for row in rows}


async def _rows(session: AsyncSession, chat_id: int | None) -> Sequence[ChatSetting]:
    """The region's rows and the chat's; a setting of a later version is passed over."""
    query = select(ChatSetting).where(
        or_(ChatSetting.chat_id.is_(None), ChatSetting.chat_id == chat_id)
    )
    return [row for row in await session.scalars(query) if row.name in _TYPES]


@use_case
async def save_settings(
    session: AsyncSession, actor: Actor, chat_id: int | None, changes: Mapping[str, Any]
) -> None:
    """Set some rules of a chat, or without one of the region; None takes the level below again.

    Leaders may, and in the chat of a group whoever leads it, except whether despair is heard there:
    that somebody comes is the club's matter.

    Raises InvalidInput (`field`, `limit`), NotFound for a chat out of reach, NotAllowed when the
    region is not the actor's to rule.
    """
    district_id = await _district_of(session, actor, chat_id, changes)
    checked = {
        name: None if value is None else check(name, value) for name, value in changes.items()
    }
    here = {row.name: row.value for row in await _rows(session, chat_id) if row.chat_id == chat_id}
    changed = {name: value for name, value in checked.items() if value != here.get(name)}
    if not changed:
        return
    for name, value in changed.items():
        await _set(session, chat_id, name, value)
    subject = Subject("chat_rules", chat_id, district_id=district_id)
    record(session, actor, "change", subject, **changed)
    await publish(session, SettingsChanged(chat_id))


async def _district_of(
    session: AsyncSession, actor: Actor, chat_id: int | None, changes: Collection[str]
) -> int | None:
    """Where the rules are set, by somebody who may."""
    chat = await session.get(Chat, chat_id) if chat_id is not None else None
    of_a_group = chat is not None and is_closed(chat) and _OF_THE_CLUB.isdisjoint(changes)
    if chat is not None and of_a_group and actor.person_id in await leads_of(session, chat):
        return chat.district_id
    reach = actor.require(Action.CHAT_RULES_EDIT)
    if chat_id is None:
        if reach.districts is not None:
            raise NotAllowed(action=Action.CHAT_RULES_EDIT.value)
        return None
    if chat is None or not reach.covers(chat.district_id):
        raise NotFound(kind="chat")
    return chat.district_id


async def _set(session: AsyncSession, chat_id: int | None, name: str, value: object) -> None:
    if value is None:
        here = ChatSetting.chat_id.is_not_distinct_from(chat_id)
        await session.execute(delete(ChatSetting).where(here, ChatSetting.name == name))
        return
    insert = insert_into(session, ChatSetting)
    regional = {"index_elements": ["name"], "index_where": ChatSetting.chat_id.is_(None)}
    unique = regional if chat_id is None else {"index_elements": ["chat_id", "name"]}
    statement = insert.on_conflict_do_update(**unique, set_={"value": insert.excluded.value})
    await session.execute(statement, {"chat_id": chat_id, "name": name, "value": value})


def check(name: str, value: Any) -> Any:
    """The value as it is stored; raises InvalidInput with `field`, and `limit` where it has one."""
    wanted = _TYPES.get(name)
    if wanted is None:
        raise InvalidInput(field=name)
    if wanted is Strictness:
        if value not in list(Strictness):
            raise InvalidInput(field=name)
        return Strictness(value).value
    number_for_number = wanted is float and type(value) is int
    if type(value) is not wanted and not number_for_number:
        raise InvalidInput(field=name)
    lowest, highest = BOUNDS.get(name, (value, value))
    if not lowest <= value <= highest:
        raise InvalidInput(field=name, limit=f"{lowest:g}–{highest:g}")
    return value


def _read(name: str, value: Any) -> Any:
    return Strictness(value) if _TYPES[name] is Strictness else value
