"""How often the bot may send, in virtual time: no test waits."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter

from deploy.messenger.client import MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.errors import ApiError
from deploy.messenger.limits import SendLimits
from deploy.messenger.server import RunningMessenger, running_messenger
from tests.integration.messenger.conftest import Town


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.at = 100.0

    def now(self) -> float:
        return self.at


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def limits(watch: Watch) -> SendLimits:
    return SendLimits(watch.now)


def refused(limits: SendLimits, chat_id: int, messages: int = 1) -> int:
    """Seconds to wait, 0 when the sending was accepted."""
    try:
        limits.accept(chat_id, messages)
    except ApiError as error:
        return error.parameters["retry_after"]
    return 0


def test_thirty_a_second_in_all(limits: SendLimits, watch: Watch) -> None:
    assert [refused(limits, person) for person in range(1, 31)] == [0] * 30
    assert refused(limits, 31) == 1
    watch.at += 1
    assert refused(limits, 31) == 0


def test_a_burst_to_one_person_then_one_a_second(limits: SendLimits, watch: Watch) -> None:
    assert [refused(limits, 1) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    watch.at += 1
    assert [refused(limits, 1) for _ in range(2)] == [0, 1]


def test_twenty_a_minute_to_a_group(limits: SendLimits, watch: Watch) -> None:
    for _ in range(20):
        assert refused(limits, -1) == 0
        watch.at += 1
    assert refused(limits, -1) == 40
    assert refused(limits, -2) == 0
    watch.at += 40
    assert refused(limits, -1) == 0
    assert refused(limits, -1) == 1


def test_every_picture_of_an_album_counts(limits: SendLimits) -> None:
    assert refused(limits, -1, 10) == 0
    assert refused(limits, -1, 10) == 0
    assert refused(limits, -1, 1) == 60


@pytest.fixture
async def messenger() -> AsyncIterator[RunningMessenger]:
    async with running_messenger(MessengerConfig(limits=True)) as running:
        yield running


async def test_a_hasty_bot_is_told_when_to_come_back(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    for number in range(20):
        await bot.send_message(town.chat, f"Письмо {number}")
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(town.chat, "Ещё одно")
    assert 55 <= refusal.value.retry_after <= 60

    await bot.get_chat(town.chat)  # only sending is counted
    await control.advance(60)
    await bot.send_message(town.chat, "Теперь можно")
    await control.limits(enabled=False)
    for number in range(40):
        await bot.send_message(town.chat, f"Без счёта {number}")
