"""What is sent as a file: the poster, the entry for a calendar, the QR for the door."""

import io
from typing import Any

import segno
from aiogram import Bot
from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import DialogManager, ShowMode
from markupsafe import Markup

from bot.context import BotContext
from bot.delivery.pictures import PictureRefusedError, Pictures
from bot.dialogs import context_of, note, texts_of
from bot.features.events.looks import own_party, shown_event
from bot.features.events.words import company_line, when_line, where_line
from bot.screen import Screen
from bot.texts import Texts
from community.core.calendar import Meeting, as_file
from community.core.pictures import Picture
from community.events.planning.kinds import EventFormat, EventState
from community.events.planning.models import Event
from community.events.signing.kinds import PartyState
from community.events.signing.queries import Own

_KB = 1024
_PIXELS = 8  # of one square of the QR, so that an old camera reads it off an old screen
_QUIET = 4


def poster_label(poster: Picture | None, texts: Texts) -> str:
    """It says how much it costs to look at it: the link may be bad, the tariff dear."""
    if poster is None:
        return ""
    return texts("🖼 Poster, {count} KB", count=max(1, round(poster.size / _KB)))


async def send_poster(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    shown = await shown_event(manager)
    if shown.poster is None:
        return
    data, context = manager.middleware_data, context_of(manager)
    caption = Screen(Markup("📅 <b>{}</b>").format(shown.event.title))
    pictures = Pictures(context, data["bot"])
    try:
        await pictures.send(str(data["event_chat"].id), shown.poster.id, caption)
    except PictureRefusedError:
        texts = texts_of(manager)
        await note(manager, texts("This picture cannot be shown, I am sorry."))
        return
    manager.show_mode = ShowMode.DELETE_AND_SEND


def entry_of(own: Own, texts: Texts) -> Meeting:
    """Title and place alone: who comes is nobody's to read over a shoulder."""
    event = own.event
    is_off = event.state is EventState.CANCELLED or own.party.state is PartyState.CANCELLED
    place = None if event.format is EventFormat.ONLINE else where_line(event, texts)
    return Meeting(
        uid=f"event-{event.id}",
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        title=event.title,
        place=place,
        version=event.version,
        is_off=is_off,
    )


async def send_calendar(
    bot: Bot, chat_id: int, context: BotContext, texts: Texts, own: Own
) -> None:
    """A later version of the same replaces what the phone wrote down before."""
    entry, moment = entry_of(own, texts), context.database.clock.now()
    content = as_file(str(texts("Events")), [entry], moment, reminds=True)
    if entry.is_off:
        caption = texts("Open it, and your phone strikes it out.")
    else:
        caption = texts("Open it, and your phone writes it down. There is no name of yours in it.")
    await bot.send_document(
        chat_id, BufferedInputFile(content, f"{entry.uid}.ics"), caption=caption
    )


async def into_calendar(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    data, own = manager.middleware_data, await own_party(manager)
    bot, chat_id = data["bot"], data["event_chat"].id
    await send_calendar(bot, chat_id, context_of(manager), texts_of(manager), own)
    manager.show_mode = ShowMode.DELETE_AND_SEND


def qr_png(link: str) -> bytes:
    image = io.BytesIO()
    segno.make(link, error="m", micro=False).save(image, kind="png", scale=_PIXELS, border=_QUIET)
    return image.getvalue()


async def party_link(bot: Bot, code: str) -> str:
    """What the organiser's camera reads at the door."""
    me = await bot.me()
    return f"https://t.me/{me.username}?start=in_{code}"


async def send_qr(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    own, texts, data = await own_party(manager), texts_of(manager), manager.middleware_data
    image = qr_png(await party_link(data["bot"], own.party.code))
    await data["bot"].send_photo(
        data["event_chat"].id,
        BufferedInputFile(image, f"event-{own.event.id}.png"),
        caption=_under_qr(own.event, own, texts),
    )
    manager.show_mode = ShowMode.DELETE_AND_SEND


def _under_qr(event: Event, own: Own, texts: Texts) -> str:
    head = Markup("🎟 <b>{}</b>\n{}\n{}").format(
        event.title,
        when_line(event.starts_at, event.ends_at, texts),
        company_line(own.party.adults, own.party.children, texts),
    )
    how = texts("Show it at the entrance. If the phone is flat, they find you on the list.")
    return f"{head}\n\n{how}"
