"""Structured logs on standard error, with ids and never with anybody's words.

Libraries log messages, updates and SQL parameters, so of their records only the fixed first line,
the level and an error's class get through.
"""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog
from structlog.typing import Processor

_NEVER = frozenset({"text", "name", "title", "about", "reason", "update", "message", "params"})
_LONGEST = 200
_LEVELS = logging.getLevelNamesMapping()


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Lines for a person on a terminal, JSON everywhere else."""
    target = stream or sys.stderr
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            name_the_error,
            drop_words,
            _renderer(target),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(_LEVELS[level]),
        logger_factory=structlog.WriteLoggerFactory(file=target),
    )
    logging.basicConfig(handlers=[LibraryRecords()], level=logging.WARNING, force=True)


def _renderer(target: TextIO) -> Processor:
    if target.isatty():
        return structlog.dev.ConsoleRenderer()
    return structlog.processors.JSONRenderer(ensure_ascii=False)


def drop_words(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Any:
    """Leave out what may hold a person's words, and cut what is long."""
    return {key: _shorten(value) for key, value in event.items() if key not in _NEVER}


def _shorten(value: object) -> object:
    if isinstance(value, str | int | float | bool | None):
        return value[:_LONGEST] if isinstance(value, str) else value
    return str(value)[:_LONGEST]


def name_the_error(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Any:
    """Of an exception keep its class and place: its message and locals may quote somebody."""
    error = event.pop("exc_info", None)
    if error is True:
        error = sys.exc_info()
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["error"] = type(error).__name__
        event["at"] = _place(error.__traceback__)
    return event


def _place(trace: TracebackType | None) -> str | None:
    frames = traceback.extract_tb(trace)
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else None


class LibraryRecords(logging.Handler):
    """Passes the records of libraries on, without their arguments."""

    def emit(self, record: logging.LogRecord) -> None:
        template = str(record.msg).partition("\n")[0]
        structlog.get_logger().log(
            record.levelno, "library", library=record.name, says=template, exc_info=record.exc_info
        )
