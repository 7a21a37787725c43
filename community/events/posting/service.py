"""An event is posted in chats, once in each; its button counts along with the sign-ups."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat, ChatState, Purpose
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from community.events.planning import service as planning
from community.events.planning.errors import EventNotAnnounced
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.planning.queries import districts_of, managed
from community.events.posting import letters
from community.events.posting.models import EventPost

# Never a guardianship body's work chat, which hears of the club in notices alone, nor a closed
# self-help group's.
_OPEN_TO_EVENTS = (Purpose.REGIONAL, Purpose.DISTRICT, Purpose.ACTIVISTS)


async def chats_for(session: AsyncSession, actor: Actor, event_id: int) -> Sequence[Chat]:
    """Where this event may be posted: the chats of its districts, the region's for all of them.

    Raises NotFound.
    """
    event = await managed(session, actor, event_id)
    places = (await districts_of(session, [event.id]))[event.id]
    query = (
        select(Chat)
        .where(Chat.state == ChatState.ACTIVE, Chat.purpose.in_(_OPEN_TO_EVENTS))
        .order_by(Chat.purpose, Chat.title, Chat.id)
    )
    chats = (await session.scalars(query)).all()
    return [chat for chat in chats if not places or chat.district_id in (None, *places)]


async def posts_of(session: AsyncSession, event_id: int) -> Sequence[EventPost]:
    query = select(EventPost).where(EventPost.event_id == event_id).order_by(EventPost.chat_id)
    return (await session.scalars(query)).all()


@use_case
async def post(
    session: AsyncSession,
    actor: Actor,
    event_id: int,
    chat_ids: Collection[int],
    *,
    pins: bool = False,
) -> Sequence[EventPost]:
    """Where it stands already, it is not posted again. Raises NotFound, EventNotAnnounced."""
    event = await planning.in_hand(session, actor, event_id)
    if event.state is not EventState.ANNOUNCED:
        raise EventNotAnnounced
    allowed = {chat.id for chat in await chats_for(session, actor, event_id)}
    if not allowed.issuperset(chat_ids):
        raise NotFound(kind="chat")
    known = {one.chat_id for one in await posts_of(session, event_id)}
    posts = [
        EventPost(event_id=event.id, chat_id=chat_id, pins=pins, posted_at=now(session))
        for chat_id in sorted(set(chat_ids) - known)
    ]
    session.add_all(posts)
    planning.note(session, actor, "post", event)
    await enqueue_all(session, letters.posted(event, posts))
    return posts


async def event_of_post(session: AsyncSession, event_id: int) -> Event:
    """For the club itself: a post that is about to be written. Raises NotFound."""
    event = await session.get(Event, event_id)
    if event is None:
        raise NotFound(kind="event")
    return event
