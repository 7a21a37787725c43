"""Weather on demand: refusals, silence and lost connections."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from deploy.messenger.client import ControlRefusedError, MessengerControl
from tests.integration.messenger.conftest import Town


async def texts_in(control: MessengerControl, town: Town) -> list[str]:
    view = await control.chat(town.parent, town.chat)
    return [message["text"] for message in view["messages"] if message["text"]]


async def test_a_fault_strikes_the_named_method_as_often_as_asked(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.fault("429", "sendMessage", count=1, retry_after=7)
    await bot.get_me()
    with pytest.raises(TelegramRetryAfter) as refusal:
        await bot.send_message(town.chat, "Раз")
    assert refusal.value.retry_after == 7
    await bot.send_message(town.chat, "Два")
    assert await texts_in(control, town) == ["Два"]


async def test_every_second_call_fails(bot: Bot, control: MessengerControl, town: Town) -> None:
    await control.fault("500", every=2)
    outcomes = []
    for _ in range(4):
        try:
            await bot.get_me()
            outcomes.append("well")
        except TelegramServerError:
            outcomes.append("failed")
    assert outcomes == ["well", "failed"] * 2
    await control.clear_faults()
    await bot.get_me()


async def test_a_lost_connection_before_and_after_the_deed(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.fault("drop", "sendMessage", count=1)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(town.chat, "Не дошло")
    await control.fault("drop_after", "sendMessage", count=1)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(town.chat, "Дошло, но без ответа")
    assert await texts_in(control, town) == ["Дошло, но без ответа"]


async def test_silence_until_the_bot_gives_up(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await control.fault("timeout", "sendMessage", count=1)
    with pytest.raises(TelegramNetworkError, match="timeout"):
        await bot.send_message(town.chat, "Алло", request_timeout=0.05)


async def test_a_messenger_that_is_down_answers_nothing(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    async with control.unreachable():
        with pytest.raises(TelegramNetworkError):
            await bot.get_me()
    assert (await bot.get_me()).is_bot


async def test_chance_is_repeatable(bot: Bot, control: MessengerControl) -> None:
    async def weather() -> list[bool]:
        await control.reset()
        await control.fault("500", probability=0.5)
        outcomes = []
        for _ in range(12):
            try:
                await bot.get_me()
                outcomes.append(True)
            except TelegramServerError:
                outcomes.append(False)
        return outcomes

    first = await weather()
    assert 0 < sum(first) < len(first)
    assert await weather() == first


async def test_an_unknown_kind_of_fault(control: MessengerControl) -> None:
    with pytest.raises(ControlRefusedError, match="A fault is one of"):
        await control.fault("earthquake")
