"""One call's parameters: query, form, multipart or JSON, all read the same way."""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from deploy.messenger.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime_type: str
    content: bytes


@dataclass
class Params:
    """Lenient about types as Telegram is: "5" is a number, "[1]" a list, "true" true."""

    fields: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.fields.get(name) not in (None, "")

    def text(self, name: str, default: str = "") -> str:
        value = self.fields.get(name)
        return default if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        try:
            return int(self.fields[name]) if self.has(name) else default
        except ValueError as error:
            raise bad_request(f'field "{name}" must be of type Number') from error

    def identifier(self, name: str) -> int | None:
        """For the log: None where there is none, or no number."""
        value = str(self.fields.get(name, ""))
        return int(value) if value.removeprefix("-").isdecimal() else None

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.fields.get(name)
        return default if value is None else str(value).lower() in {"true", "1", "yes"}

    def structure(self, name: str, default: Any) -> Any:
        """A list or object, given as JSON text or as it is."""
        value = self.fields.get(name)
        if value is None or value == "":
            return default
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {name}: Can't parse JSON object") from error


async def read_params(request: Request) -> Params:
    """A body that cannot be read counts as empty, as Telegram treats it."""
    params = Params(dict(request.query_params))
    if request.method != "POST":
        return params
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind == "application/json":
        try:
            body = json.loads(await request.body() or b"{}")
        except ValueError as error:
            raise bad_request("can't parse JSON object") from error
        params.fields |= body if isinstance(body, dict) else {}
    elif kind in {"multipart/form-data", "application/x-www-form-urlencoded"}:
        async with request.form(max_part_size=50 * 1024 * 1024) as form:
            await read_form(form, params)
    return params


async def read_form(form: FormData, params: Params) -> None:
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            params.uploads[name] = Upload(
                value.filename or name,
                value.content_type or "application/octet-stream",
                await value.read(),
            )
        else:
            params.fields[name] = value
