"""Conversations kept in the database, so that a restart loses nothing that was typed."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from bot.state.models import DialogueState
from community.core.clock import now
from community.core.db import Database, insert_into
from community.core.usecase import use_case

_KEYS = DefaultKeyBuilder(with_bot_id=True, with_destiny=True)
_OF_DIALOGS = "aiogd:"


@dataclass
class _Turn:
    """What the dialogs have noted since an update came, as JSON: what is changed later is not."""

    noted: dict[str, str] = field(default_factory=dict)
    is_over: bool = False


_turn: ContextVar[_Turn | None] = ContextVar("conversation_turn", default=None)


class DatabaseStorage(BaseStorage):
    """aiogram's storage over the `conversation` table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """One update is answered: what the dialogs note meanwhile is written at once, at the end.

        Nobody else may handle updates of the same conversation until then.
        """
        turn = _Turn()
        token = _turn.set(turn)
        try:
            yield
        finally:
            _turn.reset(token)
            turn.is_over = True
            if turn.noted:
                async with self._database.write() as session:
                    await _write_down(session, turn.noted)

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        async with self._database.write() as session:
            await _write(session, _row_key(key), {"state": name})

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._row(key)
        return row.state if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        turn = _turn_of(key)
        if turn is not None:
            turn.noted[_row_key(key)] = json.dumps(dict(data))
            return
        async with self._database.write() as session:
            await _write(session, _row_key(key), {"data": dict(data)})

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        turn = _turn_of(key)
        if turn is not None and (noted := turn.noted.get(_row_key(key))):
            return dict(json.loads(noted))
        row = await self._row(key)
        return dict(row.data) if row and row.data else {}

    async def close(self) -> None:
        """The database is closed by whoever opened it."""

    async def _row(self, key: StorageKey) -> DialogueState | None:
        async with self._database.read() as session:
            return await session.get(DialogueState, _row_key(key))


def _turn_of(key: StorageKey) -> _Turn | None:
    """A task may outlive the turn in which it was begun, and others write what is no dialog's."""
    turn = _turn.get()
    is_noted_there = turn is not None and not turn.is_over and key.destiny.startswith(_OF_DIALOGS)
    return turn if is_noted_there else None


def _row_key(key: StorageKey) -> str:
    return _KEYS.build(key)


@use_case
async def _write(session: AsyncSession, key: str, values: Mapping[str, Any]) -> None:
    row = await session.get(DialogueState, key)
    if row is None:
        row = DialogueState(key=key)
        session.add(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.changed_at = now(session)


@use_case
async def _write_down(session: AsyncSession, noted: Mapping[str, str]) -> None:
    """Dialogs that are over leave no row behind."""
    rows = {key: json.loads(data) for key, data in noted.items()}
    over = [key for key, data in rows.items() if not data]
    if over:
        await session.execute(delete(DialogueState).where(DialogueState.key.in_(over)))
    going_on = [
        {"key": key, "data": data, "changed_at": now(session)} for key, data in rows.items() if data
    ]
    if going_on:
        insert = insert_into(session, DialogueState)
        fresh = {name: insert.excluded[name] for name in ("data", "changed_at")}
        await session.execute(
            insert.on_conflict_do_update(index_elements=["key"], set_=fresh), going_on
        )
