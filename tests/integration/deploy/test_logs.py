"""Nobody's words get into the logs, whoever wrote the line."""

import io
import json
import logging
from collections.abc import Callable
from typing import Any

import pytest
import structlog
from sqlalchemy.exc import DBAPIError

from community.membership.people.models import Person, Standing
from deploy import logs
from tests.support.factories import Region

SECRET_WORDS = "Планета-Секрет"

Lines = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def lines() -> Lines:
    """What the log says from now on, a dictionary a line."""
    stream = io.StringIO()
    logs.configure("INFO", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


def test_our_own_lines_are_json_with_ids(lines: Lines) -> None:
    structlog.get_logger().info("person_joined", person_id=7)
    [line] = lines()
    assert (line["event"], line["person_id"], line["level"]) == ("person_joined", 7, "info")


@pytest.mark.parametrize("key", ["text", "name", "title", "about", "reason", "update", "message"])
def test_fields_that_may_hold_words_are_dropped(lines: Lines, key: str) -> None:
    structlog.get_logger().warning("careless", **{key: SECRET_WORDS})
    [line] = lines()
    assert key not in line
    assert SECRET_WORDS not in str(line)


def test_a_long_value_is_cut(lines: Lines) -> None:
    structlog.get_logger().info("long", value="х" * 5000, listed=["х" * 5000])
    [line] = lines()
    assert len(line["value"]) == len(line["listed"]) == 200


def test_of_an_error_only_its_class_and_place_are_told(lines: Lines) -> None:
    try:
        int(SECRET_WORDS)
    except ValueError:
        structlog.get_logger().exception("broke")
    [line] = lines()
    assert line["error"] == "ValueError"
    assert "test_logs.py" in line["at"]
    assert SECRET_WORDS not in str(line)


def test_libraries_pass_no_arguments_and_no_second_lines(lines: Lines) -> None:
    logging.getLogger("aiogram.event").error("Cause %s\n%s", "update", SECRET_WORDS)
    logging.getLogger("asyncio").error("Task exception\nfuture: Планета-Секрет")
    first, second = lines()
    assert (first["library"], first["says"]) == ("aiogram.event", "Cause %s")
    assert second["says"] == "Task exception"
    assert SECRET_WORDS not in str([first, second])


def test_libraries_are_heard_only_when_something_is_wrong(lines: Lines) -> None:
    logging.getLogger("aiogram.dispatcher").info("Update id=%s is handled", 1)
    logging.getLogger("sqlalchemy.engine").info("INSERT %s", SECRET_WORDS)
    assert lines() == []


async def test_a_failed_statement_tells_no_parameters(lines: Lines, region: Region) -> None:
    async with region.database.write() as session:
        session.add(Person(standing=Standing.MEMBER, language=SECRET_WORDS))
        with pytest.raises(DBAPIError) as failure:
            await session.flush()
    structlog.get_logger().error("write_failed", exc_info=failure.value)
    [line] = lines()
    assert line["error"] == type(failure.value).__name__
    assert SECRET_WORDS not in str(line)
    assert "[parameters: " not in str(failure.value)
