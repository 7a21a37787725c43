"""Whose channel writes: the chat's own is welcome, any other is a stranger."""

from typing import Any

from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import GetChat

from bot.group.watch.channels import Channels
from tests.support.written import CHAT, written

OURS, STRANGE = -100700, -100800


class Messenger:
    """Knows which channel is linked to the chat, when it can be reached."""

    def __init__(self, *, reachable: bool = True) -> None:
        self.asked = 0
        self._reachable = reachable

    async def get_chat(self, chat_id: int) -> Any:
        self.asked += 1
        if not self._reachable:
            raise TelegramNetworkError(GetChat(chat_id=chat_id), "away")
        return type("Chat", (), {"linked_chat_id": OURS})


def by(sender: int, **fields: Any) -> Any:
    return written("Доброе утро", sender_chat={"id": sender, "type": "channel"}, **fields)


async def test_a_strange_channel_is_told_from_the_chats_own() -> None:
    messenger = Messenger()
    channels = Channels(messenger)  # type: ignore[arg-type]

    assert await channels.is_stranger(by(STRANGE))
    assert not await channels.is_stranger(by(OURS))
    assert messenger.asked == 1


async def test_what_the_messenger_repeats_from_the_own_channel_is_welcome() -> None:
    messenger = Messenger()
    channels = Channels(messenger)  # type: ignore[arg-type]

    assert not await channels.is_stranger(by(OURS, is_automatic_forward=True))
    assert not await channels.is_stranger(by(CHAT))
    assert messenger.asked == 0


async def test_in_doubt_nobody_is_banned() -> None:
    channels = Channels(Messenger(reachable=False))  # type: ignore[arg-type]

    assert not await channels.is_stranger(by(STRANGE))
