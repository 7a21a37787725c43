"""What the caller decides about one local messenger."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class MessengerConfig:
    """Everything is local to one messenger: several may live in one process.

    `snapshot` gives what an empty messenger begins with, at the first start and after a reset
    (see `control/loading.py` for its shape).

    `port` 0 lets the system choose. `state_path` None keeps the state in memory only.
    `seed` drives everything random that a test may want repeated (faults, shuffling).
    `webhook_retry` is the first pause, in seconds, before a refused webhook delivery is repeated.
    """

    host: str = "127.0.0.1"
    port: int = 0
    state_path: Path | None = None
    bot_token: str = "1000001:LOCAL-DEMO-TOKEN"  # noqa: S105 -- opens this messenger only
    bot_username: str = "club_demo_bot"
    bot_name: str = "Клуб"
    reads_all_group_messages: bool = False
    limits: bool = True
    seed: int = 1
    webhook_retry: float = 1.0
    snapshot: Callable[[], dict[str, Any]] | None = None

    @property
    def bot_id(self) -> int:
        return int(self.bot_token.partition(":")[0])
