"""A tap in the private chat through the whole bot, against bare aiogram that edits one message.

From the finger to the screen that has changed: the update is fetched, the screen is shown, the tap
is answered, the outbox is looked into. Both speak HTTP with the same local Bot API server.
"""

import gc
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.filters import CommandStart
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.app import create_bot
from community.core.clock import SystemClock
from community.core.crypto import Keyring
from community.core.db import Database
from deploy import schema
from deploy.assembly import wire_facts
from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import running_messenger
from tests.support.club import Club
from tests.support.factories import Region

GOAL = 40.0
_TAPS = 300
_WARM_UP = 20
_LABELS = ("📅", "🏠")  # the list of events, and back to the menu


async def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        ours = await _ours(Path(folder))
    theirs = await _bare()
    p95 = quantiles(ours, n=20)[-1]
    return {
        "bench": "tap",
        "value": round(p95, 1),
        "unit": "ms p95",
        "median": round(median(ours), 1),
        "ratio": round(median(ours) / median(theirs), 1),
        "against": f"bare aiogram that edits a message, {median(theirs):.1f} ms",
        "goal": f"<= {GOAL} ms p95 on SQLite",
        "ok": p95 <= GOAL,
    }


async def _ours(folder: Path) -> list[float]:
    database = Database(f"sqlite:///{folder}/bench.db", Keyring(["x" * 32]), SystemClock())
    wire_facts(database)
    await schema.upgrade(database.engine)
    region = await Region.create(database)
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        Club.open(region, messenger.url) as club,
    ):
        anna = await club.in_messenger(await region.member("Анна"))
        gc.freeze()  # as an installation does (deploy/judging.py)
        measured = await _times(lambda label: club.tap(anna, label))
    await database.close()
    return measured


async def _bare() -> list[float]:
    async with (
        running_messenger(MessengerConfig(limits=False)) as messenger,
        MessengerControl(messenger.url) as control,
        create_bot(MessengerConfig().bot_token, messenger.url) as bot,
    ):
        dispatcher, offset = _editing(), 0

        async def settle() -> None:
            nonlocal offset
            for update in await bot.get_updates(offset=offset, timeout=0):
                offset = update.update_id + 1
                await dispatcher.feed_update(bot, update)

        async def tap(label: str) -> None:
            await control.tap(anna, label)
            await settle()

        anna = int((await control.add_person("Анна"))["id"])
        await control.start(anna)
        await settle()
        return await _times(tap)


def _editing() -> Dispatcher:
    """A menu of as many buttons as ours, and a screen that leads back."""
    dispatcher = Dispatcher()

    @dispatcher.message(CommandStart())
    async def start(message: Message) -> None:
        await message.answer("Что вам нужно сегодня?", reply_markup=_keyboard("📅"))

    @dispatcher.callback_query(F.data.in_(_LABELS))
    async def turn(query: CallbackQuery, bot: Bot) -> None:
        assert isinstance(query.message, Message)
        back = _LABELS[query.data == _LABELS[0]]
        await query.message.edit_text(f"Экран перед {back}", reply_markup=_keyboard(back))
        await bot.answer_callback_query(query.id)

    return dispatcher


def _keyboard(label: str) -> InlineKeyboardMarkup:
    labels = ("💬 Чаты", "🤝 Помощь специалиста", "👤 Профиль", "🆘 Нужна помощь сейчас", label)
    return InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text=one, callback_data=one)] for one in labels]
    )


async def _times(tap: Callable[[str], Awaitable[object]]) -> list[float]:
    """Milliseconds of each tap after the first ones."""
    measured = []
    for number in range(_WARM_UP + _TAPS):
        began = time.perf_counter()
        await tap(_LABELS[number % len(_LABELS)])
        measured.append((time.perf_counter() - began) * 1000)
    return measured[_WARM_UP:]
