"""One call of the control API over HTTP: its answer, or its refusal as an error."""

from typing import Any, Self

import aiohttp

Json = dict[str, Any]


class ControlRefusedError(Exception):
    """The messenger could not do what was asked; the message says why."""


class ControlLine:
    """Open while used as `async with`."""

    def __init__(self, base_url: str) -> None:
        self._base_url = base_url.rstrip("/")
        self._session = aiohttp.ClientSession()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        await self._session.close()

    async def call(self, http_method: str, act: str, **fields: Any) -> Any:
        """Leaves out what is None; raises ControlRefusedError."""
        given = {name: value for name, value in fields.items() if value is not None}
        url = f"{self._base_url}/control/{act}"
        params = given if http_method == "GET" else None
        body = None if http_method == "GET" else given
        async with self._session.request(http_method, url, params=params, json=body) as response:
            answer = await response.json()
            if response.status >= 400:  # noqa: PLR2004 -- where HTTP's refusals begin
                raise ControlRefusedError(answer["error"])
            return answer

    async def _post(self, act: str, **fields: Any) -> Json:
        answer: Json = await self.call("POST", act, **fields)
        return answer

    async def _get(self, act: str) -> list[Json]:
        answer: list[Json] = await self.call("GET", act)
        return answer
