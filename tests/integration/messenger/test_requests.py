"""However a request is written, it is understood; a broken one is refused, never a crash."""

import aiohttp
import pytest

from deploy.messenger.client import MessengerControl
from deploy.messenger.server import RunningMessenger
from tests.integration.messenger.conftest import TOKEN, Town


async def call(url: str, method: str, **request: object) -> tuple[int, dict]:
    http_method = "GET" if "params" in request else "POST"
    async with aiohttp.ClientSession() as session:
        response = await session.request(http_method, f"{url}/bot{TOKEN}/{method}", **request)
        return response.status, await response.json()


@pytest.mark.parametrize("way", ["params", "data", "json"])
async def test_query_form_and_json_say_the_same(
    way: str, messenger: RunningMessenger, town: Town
) -> None:
    fields = {"chat_id": str(town.chat), "text": "Привет"}
    status, answer = await call(messenger.url, "SENDMESSAGE", **{way: fields})
    assert (status, answer["ok"], answer["result"]["text"]) == (200, True, "Привет")


@pytest.mark.parametrize(
    ("method", "fields", "words"),
    [
        ("sendMessage", {"text": "Привет"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": "@nobody", "text": "Привет"}, "chat not found"),
        ("sendMessage", {"chat_id": 1, "text": "Привет"}, "chat not found"),
        ("getUpdates", {"offset": "x"}, 'field "offset" must be of type Number'),
        ("sendMediaGroup", {"media": "{"}, "can't parse media: Can't parse JSON object"),
        ("sendMediaGroup", {"media": []}, "wrong number of messages to send as an album"),
        ("setMyCommands", {"commands": [{"command": "Меню"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [5]}, "can't parse the request"),
        ("unbanChatMember", {"chat_id": 1}, "chat not found"),
    ],
)
async def test_a_broken_request_is_refused(
    messenger: RunningMessenger, method: str, fields: dict, words: str
) -> None:
    status, answer = await call(messenger.url, method, json=fields)
    assert (status, answer["ok"], answer["error_code"]) == (400, False, 400)
    assert words in answer["description"]


async def test_a_body_that_is_no_json(messenger: RunningMessenger) -> None:
    headers = {"content-type": "application/json"}
    status, answer = await call(messenger.url, "getMe", data="{", headers=headers)
    assert (status, answer["description"]) == (400, "Bad Request: can't parse JSON object")


async def test_a_file_is_downloaded_with_the_token_only(
    messenger: RunningMessenger, control: MessengerControl, town: Town
) -> None:
    document = {"name": "a.txt", "content_base64": "0JTQsA=="}
    said = await control.say(town.parent, document=document)
    _, answer = await call(
        messenger.url, "getFile", params={"file_id": said["document"]["file_id"]}
    )
    path = answer["result"]["file_path"]
    async with aiohttp.ClientSession() as session:
        right = await session.get(f"{messenger.url}/file/bot{TOKEN}/{path}")
        assert (await right.read()).decode() == "Да"
        wrong = await session.get(f"{messenger.url}/file/bot1:X/{path}")
        assert wrong.status == 401
        unknown = await session.get(f"{messenger.url}/file/bot{TOKEN}/files/none")
        assert unknown.status == 404
