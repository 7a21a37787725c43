"""Refusals: the Bot API's with its own codes and words, the control API's as a sentence."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any


@dataclass
class ApiError(Exception):
    """What a bot is answered; `parameters` is Telegram's ResponseParameters."""

    code: int
    description: str
    parameters: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.description

    def body(self) -> dict[str, Any]:
        body = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(words: str, **parameters: Any) -> ApiError:
    return ApiError(HTTPStatus.BAD_REQUEST, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> ApiError:
    return ApiError(HTTPStatus.FORBIDDEN, f"Forbidden: {words}")


def conflict(words: str) -> ApiError:
    return ApiError(HTTPStatus.CONFLICT, f"Conflict: {words}")


def unauthorized() -> ApiError:
    return ApiError(HTTPStatus.UNAUTHORIZED, "Unauthorized")


def not_found() -> ApiError:
    return ApiError(HTTPStatus.NOT_FOUND, "Not Found")


def too_many_requests(retry_after: int) -> ApiError:
    return ApiError(
        HTTPStatus.TOO_MANY_REQUESTS,
        f"Too Many Requests: retry after {retry_after}",
        {"retry_after": retry_after},
    )


def internal() -> ApiError:
    return ApiError(HTTPStatus.INTERNAL_SERVER_ERROR, "Internal Server Error")


class ControlError(Exception):
    """The control API cannot do what was asked; the message says why in one sentence."""
