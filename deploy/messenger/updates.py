"""The bot's queue of updates, and getUpdates with Telegram's rules about offset and conflicts."""

import asyncio
from collections import deque
from random import Random
from typing import Any

from deploy.messenger.clock import VirtualClock
from deploy.messenger.errors import conflict
from deploy.messenger.events import Bus
from deploy.messenger.state.records import BotState, Update
from deploy.messenger.state.store import Store

KINDS = frozenset(
    {
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "inline_query",
        "chosen_inline_result",
        "my_chat_member",
        "chat_member",
        "chat_join_request",
        "message_reaction",
    }
)
# Telegram tells what was chosen only when its owner switched that on; here asking for it does.
ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "chosen_inline_result"})
KEPT_FOR = 24 * 3600
"""Seconds after which an update nobody fetched is gone."""
REMEMBERED = 2000
"""How many updates can be repeated on demand."""


class Updates:
    """Unconfirmed updates live in the store; repeated ones in `again`, until confirmed anew."""

    def __init__(
        self, store: Store, clock: VirtualClock, bus: Bus, bot: BotState, rng: Random
    ) -> None:
        self._store = store
        self._clock = clock
        self._bus = bus
        self._bot = bot
        self._rng = rng
        self._again: list[Update] = []
        self._past: deque[Update] = deque(maxlen=REMEMBERED)
        self._handed: list[Update] = []
        self._turn = 0
        self._ended_by = ""
        self._wake = asyncio.Event()
        self.shuffled = False

    def wanted(self, kind: str) -> bool:
        if self._bot.allowed_updates:
            return kind in self._bot.allowed_updates
        return kind not in ONLY_WHEN_ASKED

    def ask_for(self, kinds: list[str] | None) -> None:
        """Remembered until the next call that names kinds; unknown names are ignored."""
        if kinds is not None:
            self._bot.allowed_updates = [kind for kind in kinds if kind in KINDS]
            self._store.bots.put(self._bot)

    def push(self, kind: str, body: dict[str, Any]) -> None:
        if not self.wanted(kind):
            return
        update = Update(id=self._bot.next_update_id, kind=kind, body=body, at=self._clock.now())
        self._bot.next_update_id += 1
        self._store.bots.put(self._bot)
        self._store.updates.put(update)
        self._past.append(update)
        self._wake.set()
        self._bus.publish("update", update_id=update.id)

    def repeat(self, update_id: int) -> bool:
        """Puts a past update in front of the queue; False when it is not remembered."""
        update = next((update for update in self._past if update.id == update_id), None)
        if update:
            self._again.append(update)
            self._wake.set()
        return update is not None

    def past(self) -> list[Update]:
        """What can be repeated, the oldest first."""
        return list(self._past)

    def pending(self) -> list[Update]:
        for update in self._store.updates:
            if update.at >= self._clock.now() - KEPT_FOR:
                break
            self._store.updates.drop(update.id)
        return self._again + list(self._store.updates)

    def confirm(self, update: Update) -> None:
        if update in self._again:
            self._again.remove(update)
        else:
            self._store.updates.drop(update.id)
        self._bus.publish("confirmed", update_id=update.id)

    def drop_all(self) -> None:
        for update in self.pending():
            self.confirm(update)

    def next_in_line(self) -> Update | None:
        """For a webhook: the oldest, or any when deliveries are shuffled."""
        waiting = self.pending()
        if not waiting:
            return None
        return self._rng.choice(waiting) if self.shuffled else waiting[0]

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Update]:  # noqa: ASYNC109
        """getUpdates: one call at a time, a newer one ends the older with 409."""
        turn = self.end_poll("other getUpdates request")
        self._confirm(offset)
        try:
            async with asyncio.timeout(timeout):
                while not self.pending():
                    await self.wait()
                    if self._turn != turn and not self._ended_by:
                        return []
                    if self._turn != turn:
                        raise conflict(f"terminated by {self._ended_by}")
        except TimeoutError:
            return []
        batch = self.pending()[:limit]
        if self.shuffled:
            self._rng.shuffle(batch)
        self._handed = batch
        return batch

    def end_poll(self, reason: str) -> int:
        """Whoever waits in `poll` is answered 409 (without a reason: an empty list).

        Returns the number of the new turn.
        """
        self._turn += 1
        self._ended_by = reason
        self._wake.set()
        self._bus.publish("polled")
        return self._turn

    def wake(self) -> None:
        """Whoever waits looks again."""
        self._wake.set()

    async def wait(self) -> None:
        """Until something was pushed, or a poll was ended."""
        self._wake.clear()
        await self._wake.wait()

    def _confirm(self, offset: int) -> None:
        """A negative offset keeps that many of the newest.

        Out of order, ids say nothing about what was delivered: then the last batch is confirmed.
        """
        waiting = list(self._store.updates)
        if offset < 0:
            confirmed = waiting[:offset]
        elif self.shuffled:
            confirmed = self._handed if offset else []
        else:
            repeated = [update for update in self._handed if offset and update in self._again]
            confirmed = repeated + [update for update in waiting if update.id < offset]
        self._handed = []
        for update in confirmed:
            self.confirm(update)
