"""A messenger of its own for every test, with a bot that speaks to it through aiogram."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import RunningMessenger, running_messenger

TOKEN = "1000001:LOCAL-DEMO-TOKEN"


def connected_bot(url: str, token: str = TOKEN) -> Bot:
    return Bot(token, session=AiohttpSession(api=TelegramAPIServer.from_base(url)))


@pytest.fixture
async def messenger() -> AsyncIterator[RunningMessenger]:
    async with running_messenger(MessengerConfig(limits=False, webhook_retry=0.01)) as running:
        yield running


@pytest.fixture
async def control(messenger: RunningMessenger) -> AsyncIterator[MessengerControl]:
    async with MessengerControl(messenger.url) as client:
        yield client


@pytest.fixture
async def bot(messenger: RunningMessenger) -> AsyncIterator[Bot]:
    async with connected_bot(messenger.url) as connected:
        yield connected


@dataclass(frozen=True)
class Town:
    """A chat of a district: its leader owns it, a parent is in it, a stranger is not."""

    leader: int
    parent: int
    stranger: int
    chat: int
    invite_link: str


@pytest.fixture
async def town(control: MessengerControl) -> Town:
    """The bot is an administrator of the chat; people join by request."""
    people = [await control.add_person(name) for name in ("Ольга", "Анна", "Пётр")]
    leader, parent, stranger = (person["id"] for person in people)
    chat = await control.add_group(
        "Родители района", leader, join_by_request=True, members=[parent]
    )
    await control.add_bot(chat["id"], as_admin=True)
    return Town(leader, parent, stranger, chat["id"], chat["invite_link"])


async def updates(bot: Bot, *kinds: str) -> list:
    """What is new since the last look; naming kinds asks for them, as a bot does."""
    fresh = await bot.get_updates(timeout=0, allowed_updates=list(kinds) or None)
    if fresh:
        await bot.get_updates(offset=fresh[-1].update_id + 1, timeout=0)
    return fresh
