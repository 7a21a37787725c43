"""A member's message in a group through the whole bot, against bare aiogram doing nothing.

The message is judged by the installation's own detector, with the shipped model. It is the usual
greeting, as in every release; `fresh_ratio` is the same with messages that were never said before.
"""

import re
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import Bot, Dispatcher
from aiogram.types import Message, Update
from sqlalchemy import event

from bot.app import BotApp, create_bot
from bot.context import BotContext
from community.chats.models import Chat, ChatState, Purpose
from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from deploy import schema
from deploy.assembly import wire_facts
from deploy.judging import assemble_judging
from tests.support.corpora import messages

GOAL = 0.5
_MESSAGES = 2_000
_ROUNDS = 7
_CHAT = -1001234567890
_LINKS = re.compile(r"\w\.\w|@\w")  # of a newcomer: they would be held by a rule of the chat
_GREETING = "Доброе утро! Как прошла ночь?"


async def run() -> dict[str, Any]:
    """Updates a second through the bot, and the ratio to a dispatcher with one empty handler."""
    with tempfile.TemporaryDirectory() as folder:
        database = await _database(Path(folder))
        bot = create_bot("1000001:BENCH", "http://127.0.0.1:1")
        detector = assemble_judging(database).detector
        app = BotApp(BotContext(database, ZoneInfo("Asia/Tomsk"), "", "", detector=detector), bot)
        bare = _bare_dispatcher()
        statements = _count_statements(database)
        ours, theirs = [], []
        for round_number in range(_ROUNDS):  # in turns, so that a busy machine disturbs both alike
            first = round_number * _MESSAGES
            ours.append(await _rate(app.dispatcher, bot, first))
            theirs.append(await _rate(bare, bot, first))
        writes = [one for one in statements if not one.startswith("SELECT")]
        never_said = await _fresh_rate(app.dispatcher, bot)
        await bot.session.close()
        await database.close()
    rate, ratio = max(ours), max(ours) / max(theirs)
    return {
        "bench": "group_message",
        "value": round(rate),
        "unit": "updates/s",
        "ratio": round(ratio, 2),
        "fresh_ratio": round(never_said / max(theirs), 2),
        "against": f"bare aiogram dispatch, {max(theirs):.0f} updates/s",
        "goal": f"ratio >= {GOAL}, no database write (there were {len(writes)})",
        "ok": ratio >= GOAL and not writes,
    }


async def _fresh_rate(dispatcher: Dispatcher, bot: Bot) -> float:
    """Of messages that were never said before, in words most of which were."""
    texts = [text for text in messages("innocent") if not _LINKS.search(text)]
    first = _ROUNDS * _MESSAGES
    await _rate(dispatcher, bot, first, texts[::2])
    return await _rate(dispatcher, bot, first + len(texts), texts[1::2])


async def _database(folder: Path) -> Database:
    database = Database(f"sqlite:///{folder}/bench.db", Keyring(["x" * 32]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    async with database.write() as session:
        session.add(
            Chat(
                messenger="telegram",
                external_id=str(_CHAT),
                title="—",
                purpose=Purpose.REGIONAL,
                state=ChatState.ACTIVE,
                rights={},
                created_at=datetime.now(UTC),
            )
        )
        await session.commit()
    return database


def _bare_dispatcher() -> Dispatcher:
    dispatcher = Dispatcher()

    async def nothing(_message: Message) -> None:
        return None

    dispatcher.message.register(nothing)
    return dispatcher


def _count_statements(database: Database) -> list[str]:
    """Every statement except what begins and ends a transaction."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    event.listen(database.engine.sync_engine, "before_cursor_execute", note)
    return seen


async def _rate(
    dispatcher: Dispatcher, bot: Bot, first: int, texts: Sequence[str] = (_GREETING,)
) -> float:
    count = _MESSAGES if len(texts) == 1 else len(texts)
    updates = [_update(first + n, bot, texts[n % len(texts)]) for n in range(count)]
    began = time.perf_counter()
    for update in updates:
        await dispatcher.feed_update(bot, update)
    return count / (time.perf_counter() - began)


def _update(number: int, bot: Bot, text: str) -> Update:
    message = {
        "message_id": number + 1,
        "date": 1_760_000_000,
        "chat": {"id": _CHAT, "type": "supergroup", "title": "—"},
        "from": {"id": 5000 + number % 50, "is_bot": False, "first_name": "—"},
        "text": text,
    }
    return Update.model_validate(
        {"update_id": number + 1, "message": message}, context={"bot": bot}
    )
