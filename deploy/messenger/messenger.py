"""One running messenger: its memory, time, queue and limits, handed to whatever acts in it."""

from collections import deque
from dataclasses import dataclass, field
from random import Random
from typing import Any

from deploy.messenger.clock import VirtualClock
from deploy.messenger.config import MessengerConfig
from deploy.messenger.events import Bus
from deploy.messenger.faults import Faults
from deploy.messenger.limits import SendLimits
from deploy.messenger.state.records import BotState
from deploy.messenger.state.store import Store
from deploy.messenger.updates import Updates

CALLS_REMEMBERED = 50_000


@dataclass
class CallLog:
    """What the bot asked for, without any text; `busy` counts calls that are being answered."""

    rows: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=CALLS_REMEMBERED))
    number: int = 0
    busy: int = 0
    last_at: float = 0.0

    def add(self, **row: Any) -> None:
        self.number += 1
        self.rows.append({"n": self.number, **row})


class Messenger:
    """Two of these share nothing."""

    def __init__(self, config: MessengerConfig) -> None:
        self.config = config
        self.store = Store(config.state_path)
        self.bus = Bus()
        self.clock = VirtualClock()
        self.limits = SendLimits(self.clock.monotonic)
        self.closing = False
        self._begin()

    def _begin(self) -> None:
        config = self.config
        self.bot = self.store.bots.get(config.bot_id) or self.store.bots.put(
            BotState(
                id=config.bot_id,
                name=config.bot_name,
                reads_all_group_messages=config.reads_all_group_messages,
                limits=config.limits,
            )
        )
        self.clock.offset = self.bot.clock_offset
        self.limits.enabled = self.bot.limits
        self.limits.forget()
        self.rng = Random(config.seed)  # noqa: S311 -- repeatable faults, not secrets
        self.faults = Faults(self.rng)
        self.webhook_trouble: dict[str, Any] = {}
        self.calls = CallLog()
        self.updates = Updates(self.store, self.clock, self.bus, self.bot, self.rng)

    def reset(self) -> None:
        """Forgets everything, as if just installed.

        Update ids go on: a bot that polls with its old offset must not miss the new ones.
        """
        self.updates.end_poll("")
        next_update_id = self.bot.next_update_id
        self.store.clear()
        self._begin()
        self.bot.next_update_id = next_update_id
        self.save_bot()
        self.bus.publish("reset")

    def new_id(self) -> int:
        """A number never used before and greater than all of them: an id, or a place in order."""
        number = self.bot.next_id
        self.bot.next_id += 1
        self.store.bots.put(self.bot)
        return number

    def save_bot(self) -> None:
        self.store.bots.put(self.bot)

    def let_go(self) -> None:
        """Whoever waits for something is answered now, so that the server can stop."""
        self.closing = True
        self.updates.end_poll("")
        self.bus.publish("closing")

    def close(self) -> None:
        self.store.close()
