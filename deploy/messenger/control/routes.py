"""How control calls are named: "METHOD path" to what answers it."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from deploy.messenger.control.ask import Ask

Act = Callable[[Ask], Awaitable[Any]]
Acts = Mapping[str, Act]
