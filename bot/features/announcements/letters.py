"""An announcement as it is sent: to a person, into a chat, or once more to who asked for it."""

from aiogram.types import InlineKeyboardButton

from bot.delivery.parcel import Parcel
from bot.screen import Screen, link
from community.announcements import queries
from community.announcements.queries import Turn
from community.core.markdown import to_html
from community.core.outbox.batches import sent_message
from community.core.outbox.models import State
from community.core.outbox.worker import SKIPPED, Done, Later, Outcome

_OF = "announcement"


async def tell(parcel: Parcel) -> Outcome | Screen:
    """To a person or into a chat, while it is being sent: not in a pause, in nobody's night."""
    async with parcel.context.database.read() as session:
        turn = await queries.turn(session, parcel.params[_OF], parcel.person)
    if turn.wait is not None:
        return Later("waits", after=turn.wait, counts=False)
    return await screen_of(parcel, turn) if turn.sends else SKIPPED


async def copy(parcel: Parcel) -> Screen | None:
    """Exactly what the others get, for who asked for it."""
    async with parcel.context.database.read() as session:
        turn = await queries.content(session, parcel.params[_OF])
    return await screen_of(parcel, turn) if turn.sends else None


async def pin(parcel: Parcel) -> Outcome:
    """The post of it that arrived in this chat; nobody is woken a second time."""
    announcement_id = parcel.params[_OF]
    async with parcel.context.database.read() as session:
        post = await sent_message(
            session, parcel.recipient, "announcement.post", str(announcement_id)
        )
    if post is None:
        return SKIPPED
    _, _, message_id = (post.sent_ref or "").partition(":")
    await parcel.bot.pin_chat_message(parcel.address, int(message_id), disable_notification=True)
    return Done(State.SENT)


async def screen_of(parcel: Parcel, turn: Turn) -> Screen:
    """Without asking whether it is to be sent at all."""
    announcement = turn.announcement
    button = await _button(parcel, turn)
    rows = [[button]] if button else []
    return Screen(to_html(announcement.body), rows, announcement.picture_id)


async def _button(parcel: Parcel, turn: Turn) -> InlineKeyboardButton | None:
    """An address of its own, or the event's card: a link works in a chat as well."""
    announcement, texts = turn.announcement, parcel.texts
    if announcement.button_url:
        return link(announcement.button_label or announcement.button_url, announcement.button_url)
    if turn.event_code is None:
        return None
    me = await parcel.bot.me()
    label = announcement.button_label or texts("📅 Read more and sign up")
    return link(label, f"https://t.me/{me.username}?start=ev_{turn.event_code}")
