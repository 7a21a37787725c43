"""What aiogram learns while a bot is put together, learnt once instead of once a story.

An installation puts its bot together once; a process of tests a thousand times, and reading the
signature of every handler and filter took a sixth of each story, the list of trusted
authorities a twentieth. Neither depends on anything but the code.
"""

import ssl
from collections.abc import Hashable
from functools import cache, partial
from itertools import count
from types import FunctionType, MethodType, SimpleNamespace
from typing import Any

from aiogram.client.session import aiohttp as sessions
from aiogram.dispatcher.event.handler import CallableObject
from aiogram.filters import Filter
from aiogram_dialog.api.entities import stack


@cache
def learn_once() -> None:
    """From now on, in this process."""
    read = CallableObject.__post_init__
    known: dict[Hashable, tuple[bool, set[str], bool]] = {}

    def remembered(one: CallableObject) -> None:
        key = _code_of(one.callback)
        if key is None:
            read(one)
            return
        if key not in known:
            read(one)
            known[key] = (one.awaitable, one.params, one.varkw)
        one.awaitable, one.params, one.varkw = known[key]

    CallableObject.__post_init__ = remembered  # type: ignore[method-assign]
    # Two screens that are opened within a second are given one number once in a hundred times.
    stack.new_int_id = partial(next, count(10**6))
    context = cache(ssl.create_default_context)
    sessions.ssl = SimpleNamespace(create_default_context=context)  # type: ignore[attr-defined]


def _code_of(callback: Any) -> Hashable | None:
    """What alone decides which arguments are taken; None for wrapped and partial functions."""
    function = callback.__func__ if isinstance(callback, MethodType) else callback
    if isinstance(function, FunctionType):
        wrapped = hasattr(function, "__wrapped__") or hasattr(function, "__signature__")
        return None if wrapped else (function.__code__, function is callback)
    return type(callback) if isinstance(callback, Filter) else None
