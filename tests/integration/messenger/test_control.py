"""The control API itself: who may use it, what it says, what it shows of the bot's calls."""

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from httpx import ASGITransport, AsyncClient

from deploy.messenger.client import ControlRefusedError, MessengerControl
from deploy.messenger.config import MessengerConfig
from deploy.messenger.server import RunningMessenger, create_app
from tests.integration.messenger.conftest import Town


@pytest.mark.parametrize("path", ["/control/people", "/control/events", "/control/file/x"])
async def test_another_machine_is_refused(path: str) -> None:
    app = create_app(MessengerConfig())
    transport = ASGITransport(app, client=("192.168.0.7", 5000))
    async with AsyncClient(transport=transport, base_url="http://localhost") as stranger:
        assert (await stranger.get(path)).status_code in {403, 404}
    app.state.messenger.close()


async def test_a_foreign_page_in_this_machines_browser_is_refused(
    messenger: RunningMessenger,
) -> None:
    async with aiohttp.ClientSession(headers={"Origin": "https://example.com"}) as browser:
        response = await browser.post(f"{messenger.url}/control/reset", json={})
        assert response.status == 403


@pytest.mark.parametrize("path", ["/", "/control/people", "/control/file/x", "/bot1:x/getMe"])
async def test_a_foreign_name_that_leads_to_this_machine_opens_nothing(
    messenger: RunningMessenger, path: str
) -> None:
    """A page may rebind its own name to 127.0.0.1: then its origin and its host agree."""
    foreign = {"Host": "evil.example:8081", "Origin": "http://evil.example:8081"}
    async with aiohttp.ClientSession(headers=foreign) as browser:
        assert (await browser.get(messenger.url + path)).status == 400


@pytest.mark.parametrize(
    ("act", "fields", "sentence"),
    [
        ("start", {}, "person must be a number"),
        ("start", {"person": 5}, "There is no person 5"),
        ("say", {"person": 1}, "There is no person 1"),
        ("migrate", {"chat_id": -5}, "There is no chat -5"),
        ("people", {}, "first_name is missing"),
        ("tap", {"person": 1}, "There is no person 1"),
    ],
)
async def test_a_refusal_is_a_sentence(
    control: MessengerControl, act: str, fields: dict, sentence: str
) -> None:
    with pytest.raises(ControlRefusedError, match=sentence):
        await control.call("POST", act, **fields)


async def test_an_unknown_call_and_a_broken_body(messenger: RunningMessenger) -> None:
    async with aiohttp.ClientSession() as session:
        unknown = await session.post(f"{messenger.url}/control/unknown", json={})
        assert (unknown.status, (await unknown.json())["error"]) == (
            404,
            "There is no such control call.",
        )
        broken = await session.post(f"{messenger.url}/control/people", data="{")
        assert (broken.status, (await broken.json())["error"]) == (400, "The body is not JSON.")


async def test_the_log_of_calls_holds_ids_and_no_words(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.send_message(town.chat, "Тайна семьи")
    with pytest.raises(Exception, match="chat not found"):
        await bot.send_message(-5, "Тайна семьи")
    sent, failed = await control.calls()
    assert (sent["method"], sent["chat_id"], sent["ok"]) == ("sendMessage", town.chat, True)
    assert (failed["ok"], failed["error_code"]) == (False, 400)
    assert "Тайна" not in str([sent, failed])
    assert await control.calls(since=failed["n"]) == []


async def test_waiting_says_what_was_there_instead(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    await bot.send_message(town.chat, "Другое")
    with pytest.raises(ControlRefusedError, match=r"the last ones: .*Другое"):
        await control.wait(town.parent, "Нужное", chat_id=town.chat, timeout=0.01)


async def test_waiting_ends_when_the_words_come(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    waiting = asyncio.create_task(control.wait(town.parent, "Нужное", chat_id=town.chat))
    await bot.send_message(town.chat, "Нужное")
    assert (await waiting)["text"] == "Нужное"


async def test_idle_is_refused_while_an_update_waits(
    bot: Bot, control: MessengerControl, town: Town
) -> None:
    with pytest.raises(ControlRefusedError, match="Not idle"):
        await control.idle(timeout=0.01)
    await bot.delete_webhook(drop_pending_updates=True)
    await control.idle(quiet=0.01)


async def test_a_missing_button_is_named_with_those_there_are(
    control: MessengerControl, town: Town
) -> None:
    with pytest.raises(ControlRefusedError, match="no message with buttons"):
        await control.tap(town.parent, "Да", chat_id=town.chat)


async def test_people_cannot_act_where_they_are_not(control: MessengerControl, town: Town) -> None:
    with pytest.raises(ControlRefusedError, match="нет в этом чате"):
        await control.say(town.stranger, "Впустите", chat_id=town.chat)
    with pytest.raises(ControlRefusedError, match="Not a member"):
        await control.tap(town.stranger, "Да", chat_id=town.chat)
    said = await control.say(town.leader, "Моё", chat_id=town.chat)
    with pytest.raises(ControlRefusedError, match="only what they wrote"):
        await control.edit(town.parent, said["message_id"], "Наше", chat_id=town.chat)


async def test_the_page_hears_live_what_changed(
    bot: Bot, messenger: RunningMessenger, town: Town
) -> None:
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(f"{messenger.url}/control/events") as stream,
    ):
        assert await stream.content.readline() == b": here\n"
        await bot.send_message(town.chat, "Новость")
        lines = [await stream.content.readline() for _ in range(2)]
        assert f'"chat_id": {town.chat}'.encode() in lines[-1]
        assert "Новость".encode() not in lines[-1]
