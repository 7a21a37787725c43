"""The rules of chats: the product's default, overridden by the region, overridden by the chat."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action, Actor
from community.core.audit import Subject, record
from community.core.db import insert_into
from community.core.errors import InvalidInput, NotAllowed, NotFound
from community.core.facts import publish
from community.core.usecase import use_case
from moderation.detect.message import ChatRules, Known, Strictness
from moderation.detect.verdict import Question
from moderation.incidents.defaults import BOUNDS, ModerationSettings
from moderation.incidents.facts import SettingsChanged
from moderation.incidents.models import ChatSetting

__all__ = [
    "BOUNDS",
    "Level",
    "ModerationSettings",
    "chat_rules",
    "load_settings",
    "save_settings",
    "settings_sources",
]

_TYPES: Mapping[str, type] = {
    field.name: type(field.default) for field in fields(ModerationSettings)
}


class Level(StrEnum):
    """Where a value comes from."""

    PRODUCT = "product"
    REGION = "region"
    CHAT = "chat"


async def load_settings(session: AsyncSession, chat_id: int | None) -> ModerationSettings:
    """The rules in force in a chat; without a chat, the region's."""
    rows = await _rows(session, chat_id)
    return replace(ModerationSettings(), **{row.name: _read(row.name, row.value) for row in rows})


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
    sources = dict.fromkeys(_TYPES, Level.PRODUCT)
    for row in await _rows(session, chat_id):
        sources[row.name] = Level.REGION if row.chat_id is None else Level.CHAT
    return sources


async def _rows(session: AsyncSession, chat_id: int | None) -> Iterable[ChatSetting]:
    """The region's rows, then the chat's; a setting of a later version is passed over."""
    query = select(ChatSetting).where(
        or_(ChatSetting.chat_id.is_(None), ChatSetting.chat_id == chat_id)
    )
    rows = [row for row in await session.scalars(query) if row.name in _TYPES]
    return sorted(rows, key=lambda row: row.chat_id is not None)


@use_case
async def save_settings(
    session: AsyncSession, actor: Actor, chat_id: int | None, changes: Mapping[str, Any]
) -> None:
    """Set some rules of a chat, or without one of the region; None takes the level below again.

    Raises InvalidInput (`field`, `limit`), NotFound for a chat out of reach, NotAllowed when the
    region is not the actor's to rule.
    """
    district_id = await _district_of(session, actor, chat_id)
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


async def _district_of(session: AsyncSession, actor: Actor, chat_id: int | None) -> int | None:
    reach = actor.require(Action.CHAT_RULES_EDIT)
    if chat_id is None:
        if reach.districts is not None:
            raise NotAllowed(action=Action.CHAT_RULES_EDIT.value)
        return None
    chat = await session.get(Chat, chat_id)
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
