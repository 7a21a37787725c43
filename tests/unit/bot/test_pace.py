"""No more at once than is allowed, whoever waits first; a person rests, a group has its quota."""

import asyncio
from dataclasses import dataclass

import pytest

from bot import limits
from bot.limits import PATIENT, URGENT, ChatPace, Limits, SendWindow

TELEGRAM = Limits.of("telegram")


@dataclass
class Watch:
    shows: float = 0.0

    def __call__(self) -> float:
        return self.shows


def test_a_person_is_written_to_once_a_second() -> None:
    watch = Watch()
    pace = ChatPace(TELEGRAM, watch)

    assert pace.reserve("101") == 0
    watch.shows = 0.25
    assert pace.reserve("101") == 0.75
    assert pace.reserve("102") == 0
    watch.shows = 1.0
    assert pace.reserve("101") == 0


def test_a_group_has_twenty_in_any_minute() -> None:
    watch = Watch()
    pace = ChatPace(TELEGRAM, watch)
    for second in range(20):
        watch.shows = second
        assert pace.reserve("-100") == 0

    watch.shows = 30
    assert pace.reserve("-100") == 30
    watch.shows = 60
    assert pace.reserve("-100") == 0
    assert pace.reserve("-100") == 1


async def test_a_full_window_lets_whoever_waits_for_an_answer_in_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "_WINDOW_SECONDS", 0)
    window, sent, inside = SendWindow(2), [], 0

    async def send(name: str, urgency: int) -> None:
        nonlocal inside
        async with window.slot(urgency):
            inside += 1
            assert inside <= 2
            sent.append(name)
            await asyncio.sleep(0)
            inside -= 1

    async with asyncio.TaskGroup() as group:
        for name in ("letter 1", "letter 2", "letter 3", "letter 4"):
            group.create_task(send(name, PATIENT))
        group.create_task(send("answer", URGENT))

    assert sent == ["letter 1", "letter 2", "answer", "letter 3", "letter 4"]
