"""Delivery to a webhook: in order, with the secret, until it is accepted."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiogram import Bot, Dispatcher
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import SendMessage
from aiogram.types import Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from deploy.messenger.client import MessengerControl
from deploy.messenger.server import RunningMessenger
from tests.integration.messenger.conftest import Town


@dataclass
class Receiver:
    """A bot's webhook that answers with the next status of `answers`, then with 200."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    heard: list[dict] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    body: dict = field(default_factory=dict)

    async def receive(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        self.secrets.add(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return web.json_response(self.body, status=self.answers.pop(0) if self.answers else 200)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    receiver = Receiver()
    app = web.Application()
    app.router.add_post("/hook", receiver.receive)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    receiver.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield receiver
    await runner.cleanup()


async def test_updates_arrive_in_order_with_the_secret(
    bot: Bot, control: MessengerControl, town: Town, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, secret_token="s3cret", drop_pending_updates=True)
    await control.say(town.parent, "Раз")
    await control.say(town.parent, "Два")
    await control.idle()
    assert [update["message"]["text"] for update in receiver.heard] == ["Раз", "Два"]
    assert receiver.secrets == {"s3cret"}
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count) == (receiver.url, 0)


async def test_a_refused_update_comes_again_before_the_next_one(
    bot: Bot, control: MessengerControl, town: Town, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    receiver.answers = [500, 503]
    await control.say(town.parent, "Раз")
    await control.say(town.parent, "Два")
    await control.idle()
    texts = [update["message"]["text"] for update in receiver.heard]
    assert texts == ["Раз", "Раз", "Раз", "Два"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503 Service Unavailable"


async def test_a_call_in_the_answer_is_carried_out(
    bot: Bot, control: MessengerControl, town: Town, receiver: Receiver
) -> None:
    receiver.body = {"method": "sendMessage", "chat_id": town.parent, "text": "Слышу вас"}
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    await control.say(town.parent, "Приём")
    assert await control.wait(town.parent, "Слышу вас")


async def test_a_dispatcher_that_answers_in_the_response_body(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> SendMessage:
        return message.answer(f"Эхо: {message.text}")

    app = web.Application()
    SimpleRequestHandler(
        dispatcher, bot, handle_in_background=False, secret_token="s3cret"
    ).register(app, "/hook")
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(url, secret_token="s3cret", drop_pending_updates=True)
    await control.say(town.parent, "Ау")
    assert await control.wait(town.parent, "Эхо: Ау")
    await control.idle()
    await bot.delete_webhook()
    await runner.cleanup()


async def test_nothing_is_delivered_while_the_messenger_is_down(
    bot: Bot, control: MessengerControl, town: Town, receiver: Receiver
) -> None:
    await bot.set_webhook(receiver.url, drop_pending_updates=True)
    async with control.unreachable():
        await control.say(town.parent, "Раз")
        assert receiver.heard == []
    await control.idle()
    assert len(receiver.heard) == 1


async def test_an_unreachable_webhook_is_told_about(
    bot: Bot, control: MessengerControl, town: Town, messenger: RunningMessenger
) -> None:
    with messenger.messenger.bus.watching() as events:
        await bot.set_webhook("http://127.0.0.1:1/hook")
        while (await events.get())["kind"] != "webhook_trouble":
            pass
    info = await bot.get_webhook_info()
    assert info.last_error_message
    assert info.last_error_message.startswith("Connection failed")
    assert info.pending_update_count > 0


async def test_a_strange_secret_or_address_is_refused(bot: Bot) -> None:
    with pytest.raises(TelegramBadRequest, match="secret token contains unallowed characters"):
        await bot.set_webhook("http://127.0.0.1/hook", secret_token="с пробелом")
    with pytest.raises(TelegramBadRequest, match="bad webhook"):
        await bot.set_webhook("ftp://127.0.0.1")
