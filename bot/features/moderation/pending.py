"""Messages that somebody has pointed at with /report and not yet said why.

Where it stands survives a restart; its words do not: they are somebody else's, perhaps a child's
data, and nothing has been reported yet. Without them the card shows the way to the message.
"""

from collections import OrderedDict
from dataclasses import replace
from datetime import datetime
from typing import Any

from aiogram.fsm.storage.base import BaseStorage, StorageKey

from moderation.detect.verdict import Action
from moderation.incidents.kinds import Source, Topic
from moderation.incidents.sighting import Sighting

_TEXTS_IN_MEMORY = 1000
_OF_ONE_PERSON = 10


class Pending:
    """Kept with the conversations, apart from those of the dialogs."""

    def __init__(self, storage: BaseStorage, bot_id: int) -> None:
        self._storage = storage
        self._bot_id = bot_id
        self._texts: OrderedDict[tuple[int, str], str] = OrderedDict()

    async def put(self, user_id: int, sighting: Sighting) -> None:
        place = _place(sighting.chat_id, sighting.message_id)
        waiting = await self._storage.get_data(self._key(user_id))
        waiting[place] = _written(sighting)
        latest = dict(list(waiting.items())[-_OF_ONE_PERSON:])
        await self._storage.set_data(self._key(user_id), latest)
        if sighting.text:
            self._texts[user_id, place] = sighting.text
            if len(self._texts) > _TEXTS_IN_MEMORY:
                self._texts.popitem(last=False)

    async def take(self, user_id: int, chat_id: int, message_id: int) -> Sighting | None:
        """None when it was taken before, or by now is forgotten."""
        place = _place(chat_id, message_id)
        waiting = await self._storage.get_data(self._key(user_id))
        found = waiting.pop(place, None)
        text = self._texts.pop((user_id, place), None)
        if found is None:
            return None
        await self._storage.set_data(self._key(user_id), waiting)
        return replace(_read(found), text=text, excerpt=text)

    def _key(self, user_id: int) -> StorageKey:
        return StorageKey(self._bot_id, user_id, user_id, destiny="report")


def _place(chat_id: int, message_id: int) -> str:
    return f"{chat_id}:{message_id}"


def _written(sighting: Sighting) -> dict[str, Any]:
    return {
        "chat_id": sighting.chat_id,
        "message_id": sighting.message_id,
        "sent_at": sighting.sent_at.isoformat(),
        "account_id": sighting.account_id,
        "channel": sighting.channel,
        "media": sighting.media,
        "for_leaders": sighting.for_leaders,
        "score": sighting.score,
        "reasons": sighting.reasons,
    }


def _read(written: dict[str, Any]) -> Sighting:
    sent_at, reasons = datetime.fromisoformat(written["sent_at"]), tuple(written["reasons"])
    return Sighting(
        **{**written, "sent_at": sent_at, "reasons": reasons},
        topic=Topic.OTHER,
        source=Source.REPORT,
        action=Action.ALLOW,
    )
