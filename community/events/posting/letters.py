"""Posts in chats, and putting them in order when the numbers change."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from community.core.outbox.models import Priority
from community.core.outbox.service import Letter, to_chat
from community.events.planning.models import Event
from community.events.posting.models import EventPost

# A chat sees a change this soon, and no more often: two hundred sign-ups are one edit.
COUNTS_EVERY = timedelta(seconds=20)


def posted(event: Event, posts: Iterable[EventPost]) -> list[Letter]:
    """The post, and its pin: a chat's next message is not taken while an earlier one is unsent."""
    params, key = {"event": event.id}, f"{event.id}"
    return [
        Letter(to_chat(one.chat_id), template, key, params)
        for one in posts
        for template in (("event.post", "event.pin") if one.pins else ("event.post",))
    ]


def counted(event_id: int, posts: Iterable[EventPost], moment: datetime) -> list[Letter]:
    """Due at the end of the present span, and queued once for it."""
    span = int(moment.timestamp() // COUNTS_EVERY.total_seconds()) + 1
    due = datetime.fromtimestamp(span * COUNTS_EVERY.total_seconds(), UTC)
    params = {"event": event_id}
    key = f"{event_id}:{span}"
    return [
        Letter(to_chat(one.chat_id), "event.post_update", key, params, Priority.REMINDER, due)
        for one in posts
    ]
