"""Conversations kept in the database, so that a restart loses nothing that was typed."""

from collections.abc import Mapping
from typing import Any

from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey
from sqlalchemy.ext.asyncio import AsyncSession

from bot.state.models import DialogueState
from community.core.clock import now
from community.core.db import Database
from community.core.usecase import use_case

_KEYS = DefaultKeyBuilder(with_bot_id=True, with_destiny=True)


class DatabaseStorage(BaseStorage):
    """aiogram's storage over the `conversation` table."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        async with self._database.write() as session:
            await _write(session, _row_key(key), {"state": name})

    async def get_state(self, key: StorageKey) -> str | None:
        row = await self._row(key)
        return row.state if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        async with self._database.write() as session:
            await _write(session, _row_key(key), {"data": dict(data)})

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        row = await self._row(key)
        return dict(row.data) if row and row.data else {}

    async def close(self) -> None:
        """The database is closed by whoever opened it."""

    async def _row(self, key: StorageKey) -> DialogueState | None:
        async with self._database.read() as session:
            return await session.get(DialogueState, _row_key(key))


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
