"""What may be told of events in a chat, where everybody reads along."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import ChatState, Purpose
from community.chats.queries import chat_by_address
from community.events.planning.kinds import Guests
from community.events.planning.models import Event
from community.events.planning.queries import ahead, districts_of

_READERS = {
    Purpose.REGIONAL: Guests.FAMILIES,
    Purpose.DISTRICT: Guests.FAMILIES,
    Purpose.ACTIVISTS: Guests.CORE,
}


async def coming_for_chat(
    session: AsyncSession, messenger: str, address: str, limit: int
) -> Sequence[Event] | None:
    """What is coming for those who read this chat, the nearest first: of the region, and of the
    chat's own district. None: a chat that hears of no events.
    """
    chat = await chat_by_address(session, messenger, address)
    if chat is None or chat.purpose is None or chat.state is not ChatState.ACTIVE:
        return None
    readers = _READERS.get(chat.purpose)
    if readers is None:
        return None
    events = [event for event in await ahead(session) if readers in event.guests]
    places = await districts_of(session, [event.id for event in events])
    shown = [one for one in events if not places[one.id] or chat.district_id in places[one.id]]
    return shown[:limit]
