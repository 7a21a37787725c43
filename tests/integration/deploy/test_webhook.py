"""Updates are taken from the messenger alone, beside the site."""

from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from deploy.webhook import PATH, with_webhook

SECRET = "known-to-the-messenger"
HEADER = "X-Telegram-Bot-Api-Secret-Token"


@pytest.fixture
def taken() -> list[dict[str, Any]]:
    return []


@pytest.fixture
def client(taken: list[dict[str, Any]]) -> httpx.AsyncClient:
    async def handle(update: dict[str, Any]) -> None:
        taken.append(update)

    async def page(_request: object) -> PlainTextResponse:
        return PlainTextResponse("the site")

    site = Starlette(routes=[Route("/", page)])
    transport = httpx.ASGITransport(with_webhook(handle, SECRET, site))
    return httpx.AsyncClient(transport=transport, base_url="http://club")


async def test_an_update_with_the_secret_is_handled(
    client: httpx.AsyncClient, taken: list[dict[str, Any]]
) -> None:
    answer = await client.post(PATH, json={"update_id": 1}, headers={HEADER: SECRET})
    assert answer.status_code == 200
    assert taken == [{"update_id": 1}]


@pytest.mark.parametrize("headers", [{}, {HEADER: ""}, {HEADER: "guessed"}])
async def test_without_the_secret_nobody_is_heard(
    client: httpx.AsyncClient, taken: list[dict[str, Any]], headers: dict[str, str]
) -> None:
    answer = await client.post(PATH, json={"update_id": 1}, headers=headers)
    assert answer.status_code == 403
    assert taken == []


async def test_every_other_address_is_the_sites(client: httpx.AsyncClient) -> None:
    assert (await client.get("/")).text == "the site"
    assert (await client.get(PATH)).status_code in {404, 405}
