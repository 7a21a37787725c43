"""Facts: what happened in one area and concerns another, told inside the same transaction.

A lower area publishes, a higher one subscribes (wired once, in `deploy.assembly`), so that leaving
the club also leaves its chats, or neither happens.
"""

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession


@dataclass(frozen=True)
class Fact:
    """Something that has just become true, in ids."""


Handler = Callable[[AsyncSession, Any], Awaitable[None]]


class FactBoard:
    """Who wants to hear of which facts."""

    def __init__(self) -> None:
        self._handlers: dict[type[Fact], list[Handler]] = defaultdict(list)

    def subscribe(self, kind: type[Fact], handler: Handler) -> None:
        self._handlers[kind].append(handler)

    async def publish(self, session: AsyncSession, fact: Fact) -> None:
        for handler in self._handlers[type(fact)]:
            await handler(session, fact)


async def publish(session: AsyncSession, fact: Fact) -> None:
    """Tell whoever subscribed, in the running transaction; an error of theirs undoes it all."""
    await session.flush()
    board: FactBoard = session.info["facts"]
    await board.publish(session, fact)
