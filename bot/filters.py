"""Filters are asked where they stand: aiogram hands every plain function to a thread.

A tap passes some dozens of them on its way, each a comparison; the way to a thread and back takes
a hundred times as long.
"""

from collections.abc import Callable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.handler import FilterObject


def ask_in_place(root: Router) -> None:
    """For all filters registered with the router and those below it so far."""
    for router in root.chain_tail:
        for observer in router.observers.values():
            for handler in (observer._handler, *observer.handlers):  # noqa: SLF001  `filter()`'s
                for asked in handler.filters or ():
                    if not asked.awaitable:
                        _make_awaitable(asked)


def _make_awaitable(asked: FilterObject) -> None:
    answer: Callable[..., Any] = asked.callback

    async def in_place(*args: Any, **kwargs: Any) -> Any:
        return answer(*args, **kwargs)

    asked.callback, asked.awaitable = in_place, True
