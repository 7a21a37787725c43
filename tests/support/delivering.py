"""A transport of a test in the place of the messenger: rows of the outbox end as they are told."""

from collections.abc import Callable
from dataclasses import dataclass, field

from community.core.db import Database
from community.core.outbox.models import OutboxMessage, State
from community.core.outbox.worker import Done, OutboxWorker, Outcome

Fate = Callable[[OutboxMessage], State]


def arrives(_message: OutboxMessage) -> State:
    return State.SENT


@dataclass
class Post:
    """Delivers everything at once, and remembers whom it came to."""

    fate: Fate = arrives
    came: list[tuple[str, int]] = field(default_factory=list)

    async def deliver(self, message: OutboxMessage) -> Outcome:
        self.came.append((message.template, message.recipient_id))
        return Done(self.fate(message), sent_ref=f"{message.recipient_id}:1")

    def to(self, template: str) -> list[int]:
        return sorted(to for code, to in self.came if code == template)


async def deliver(database: Database, post: Post | None = None, *, batches: int = 500) -> Post:
    """Send what is due, until nothing is."""
    post = post or Post()
    worker = OutboxWorker(database, post)
    for _ in range(batches):
        if not await worker.send_batch():
            break
    return post
