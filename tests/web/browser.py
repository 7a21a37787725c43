"""Somebody with a browser: opens pages, fills in their forms, keeps cookies."""

import html
import re
from dataclasses import dataclass

import httpx

from community.core.db import Database
from community.membership.sign_in.service import create_link
from tests.support.factories import SYSTEM, Someone

_TOKEN = re.compile(r'name="csrf_token" value="([0-9a-f]+)"')
_TAGS = re.compile(r"<[^>]+>")


@dataclass
class Page:
    """What the browser shows after all redirects."""

    response: httpx.Response

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def path(self) -> str:
        return self.response.url.raw_path.decode()

    @property
    def source(self) -> str:
        return self.response.text

    @property
    def text(self) -> str:
        """The words a person reads, with single spaces."""
        return " ".join(html.unescape(_TAGS.sub(" ", self.source)).split())


class Browser:
    def __init__(self, client: httpx.AsyncClient) -> None:
        self.client = client
        self.token = ""

    async def open(self, path: str, **headers: str) -> Page:
        return self._shown(await self.client.get(path, headers=headers))

    async def send(self, path: str, **fields: str) -> Page:
        """Send a form of the page that was shown last."""
        fields.setdefault("csrf_token", self.token)
        return self._shown(await self.client.post(path, data=fields))

    def _shown(self, response: httpx.Response) -> Page:
        if found := _TOKEN.search(response.text):
            self.token = found[1]
        return Page(response)


async def login_link(database: Database, someone: Someone) -> str:
    """The path of a fresh one-time link, as `/admin` or the installation gives it."""
    async with database.write() as session:
        return f"/login/{await create_link(session, SYSTEM, someone.id)}"
