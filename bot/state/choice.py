"""Where conversations are kept: in the database, or in Redis when several processes share them."""

import base64
import json
from typing import Any

from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage, DefaultKeyBuilder
from aiogram.fsm.storage.memory import SimpleEventIsolation

from bot.context import BotContext
from bot.state.forgetting import FORGET_AFTER
from bot.state.storage import DatabaseStorage
from community.core.crypto import Keyring

_COLUMN = "redis.conversation"


def create_storage(context: BotContext) -> tuple[BaseStorage, BaseEventIsolation]:
    """The storage, and what keeps two updates of one person from being handled at once."""
    if context.redis_url is None:
        return DatabaseStorage(context.database), SimpleEventIsolation()
    from aiogram.fsm.storage.redis import RedisStorage  # noqa: PLC0415  5 MiB that few ever need

    keyring = context.database.keyring
    storage = RedisStorage.from_url(
        context.redis_url,
        key_builder=DefaultKeyBuilder(with_bot_id=True, with_destiny=True),
        state_ttl=FORGET_AFTER,
        data_ttl=FORGET_AFTER,
        json_dumps=lambda data: _seal(keyring, data),
        json_loads=lambda sealed: _open(keyring, sealed),
    )
    return storage, storage.create_isolation()


def _seal(keyring: Keyring, data: Any) -> str:
    """What a person has typed is as secret in Redis as it is in the database."""
    plain = json.dumps(data, ensure_ascii=False).encode()
    return base64.b64encode(keyring.encrypt(plain, _COLUMN)).decode()


def _open(keyring: Keyring, sealed: str | bytes) -> Any:
    return json.loads(keyring.decrypt(base64.b64decode(sealed), _COLUMN))
