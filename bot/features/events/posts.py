"""An event in a chat: one post, its button that counts along, and the pin."""

from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from markupsafe import Markup, escape

from bot.delivery.editing import edit_sent
from bot.delivery.parcel import Parcel
from bot.features.events.looks import places_of
from bot.features.events.words import (
    audience_line,
    kind_names,
    places_line,
    seats_line,
    when_line,
    where_line,
)
from bot.screen import Screen, link
from bot.texts import Texts
from community.core.clock import now
from community.core.markdown import in_short
from community.core.outbox.models import State
from community.core.outbox.service import sent_to
from community.core.outbox.worker import SKIPPED, Done, Outcome
from community.events.planning.kinds import EventState
from community.events.planning.queries import districts_of, event_by_id
from community.events.planning.rules import registration_ends
from community.events.signing.queries import lines_of

_ABOUT_SHOWN = 300
_POST = "event.post"


async def post(parcel: Parcel) -> Screen | None:
    """Nothing that is over by the time it would be sent."""
    screen, is_running = await _screen(parcel)
    return screen if is_running else None


async def post_update(parcel: Parcel) -> Outcome:
    """Every copy of the post as things stand now; once it is over, without a button."""
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, _POST, parcel.params["event"])
    if not sent:
        return SKIPPED
    screen, _ = await _screen(parcel)
    for message in sent:
        assert message.sent_ref is not None
        await edit_sent(parcel, message.sent_ref, screen)
    return Done(State.SENT)


async def pin(parcel: Parcel) -> Outcome:
    """A courtesy: where the bot may not pin, the post stands all the same."""
    async with parcel.context.database.read() as session:
        sent = await sent_to(session, parcel.recipient, _POST, parcel.params["event"])
    if not sent:
        return SKIPPED
    _, _, message_id = (sent[-1].sent_ref or "").partition(":")
    try:
        await parcel.bot.pin_chat_message(
            parcel.address, int(message_id), disable_notification=True
        )
    except (TelegramBadRequest, TelegramForbiddenError):
        return Done(State.FAILED, error="no_right_to_pin")
    return Done(State.SENT)


async def _screen(parcel: Parcel) -> tuple[Screen, bool]:
    texts, event_id = parcel.texts, parcel.params["event"]
    async with parcel.context.database.read() as session:
        event = await event_by_id(session, event_id)
        line = (await lines_of(session, [event]))[event_id]
        places = await places_of(session, (await districts_of(session, [event_id]))[event_id])
        moment = now(session)
    lines = [
        Markup("📅 <b>{}</b>").format(event.title),
        kind_names(texts)[event.kind],
        texts("🕐 {when}", when=when_line(event.starts_at, event.ends_at, texts)),
        texts("📍 {where}", where=where_line(event, texts)),
        texts(
            "👥 For: {whom}; {places}",
            whom=audience_line(event.guests, texts),
            places=places_line(places, texts),
        ),
    ]
    text = "\n".join(lines)
    if event.about:
        text = f"{text}\n\n{escape(in_short(event.about, _ABOUT_SHOWN))}"
    is_running = event.state is EventState.ANNOUNCED and event.ends_at > moment
    if not is_running:
        return Screen(f"{_over(event.state, event.cancel_reason, texts)}\n\n{text}"), False
    if moment >= registration_ends(event.starts_at, event.closes_at):
        return Screen(f"{text}\n\n{texts('📝 Signing up is over.')}"), True
    label = _label(seats_line(line, texts), event.left, texts)
    me = await parcel.bot.me()
    address = f"https://t.me/{me.username}?start=ev_{event.code}"
    return Screen(text, [[link(label, address)]]), True


def _over(state: EventState, reason: str | None, texts: Texts) -> str:
    if state is EventState.CANCELLED:
        return texts("❌ <b>Called off.</b> {reason}", reason=reason or "")
    return texts("It is over.")


def _label(seats: str, left: int | None, texts: Texts) -> str:
    """«✅ Записаться · 19/50 · ждут 4»"""
    if left == 0:
        return texts("⏳ Onto the waiting list · {seats}", seats=seats)
    return texts("✅ Sign up · {seats}", seats=seats)
