"""When it begins, and how long it lasts."""

from datetime import datetime, timedelta
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window

from bot.answers import complain
from bot.dialogs import T, choices, context_of, texts_of
from bot.features.events.words import when_line
from bot.features.organising.drafts import Draft
from bot.features.organising.reading import read_end, read_when
from bot.features.organising.steps import asking, go_on
from bot.features.schedule.reading import Trouble, Unreadable
from bot.features.schedule.words import trouble_words
from bot.states import PlanEvent
from bot.texts import Texts
from community.core.clock import now
from community.events.planning.rules import LONGEST

_HOURS = range(1, 7)  # so that a typed number is the number that is meant


def when_trouble(error: Unreadable, texts: Texts) -> str:
    """As in /schedule; but a day alone is no example, and events keep no quarters of an hour."""
    if error.trouble is Trouble.CLOCK:
        return texts("⚠️ «{piece}» is on no clock: hours go from 0 to 23.", piece=error.piece[:40])
    if error.trouble is Trouble.DAY:
        return texts(
            "⚠️ I do not understand «{piece}». For example: 21 March 12:00, tomorrow 18:00, Saturday"
            " 12-15.",
            piece=error.piece[:40],
        )
    return trouble_words(error, texts)


async def present(manager: DialogManager) -> datetime:
    async with context_of(manager).database.read() as session:
        return now(session)


async def typed_moment(
    manager: DialogManager, text: str
) -> tuple[datetime, datetime | None] | None:
    """When it begins, and ends where that was typed; None once it is said what cannot be read."""
    texts = texts_of(manager)
    try:
        return read_when(text, await present(manager), texts.zone)
    except Unreadable as error:
        complain(manager, when_trouble(error, texts))
        return None


async def take_when(manager: DialogManager, text: str) -> None:
    """With an end, how long it lasts is not asked any more."""
    draft, texts = Draft.of(manager), texts_of(manager)
    typed = await typed_moment(manager, text)
    if typed is None:
        return
    begins, ends = typed
    if ends is not None and ends - begins > LONGEST:
        complain(manager, _too_long(texts))
        return
    draft.move_to(begins, ends)
    await go_on(manager, draft, after=PlanEvent.length if ends else None)


def _too_long(texts: Texts) -> str:
    days = LONGEST.days
    return texts.plural(
        "⚠️ An event lasts {count} day at most.", "⚠️ An event lasts {count} days at most.", days
    )


async def clock_hint(texts: Texts, dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """Whoever lives by another clock types by it, and is told so."""
    clock = texts.foreign_clock(await present(dialog_manager))
    return {"clock": texts("\nType the hours {clock}.", clock=clock) if clock else ""}


async def length_choices(texts: Texts, **_: Any) -> dict[str, Any]:
    return {
        "lengths": [
            (str(one), texts.plural("{count} hour", "{count} hours", one)) for one in _HOURS
        ]
    }


async def choose_length(
    _query: CallbackQuery, _select: Any, manager: DialogManager, hours: str
) -> None:
    draft = Draft.of(manager)
    draft.ends_at = (draft.begins + timedelta(hours=int(hours))).isoformat()
    await go_on(manager, draft)


async def take_end(manager: DialogManager, text: str) -> None:
    draft, texts = Draft.of(manager), texts_of(manager)
    try:
        ends = read_end(text, draft.begins.astimezone(texts.zone))
    except Unreadable as error:
        complain(manager, when_trouble(error, texts))
        return
    if ends - draft.begins > LONGEST:
        complain(manager, _too_long(texts))
        return
    draft.ends_at = ends.isoformat()
    await go_on(manager, draft)


def _when(draft: Draft, texts: Texts) -> str:
    if not draft.starts_at:
        return ""
    if not draft.ends_at:
        return texts.when(draft.begins)
    return when_line(draft.begins, draft.ends, texts)


def _length(draft: Draft, texts: Texts) -> str:
    return when_line(draft.begins, draft.ends, texts) if draft.ends_at else ""


def windows() -> tuple[Window, ...]:
    return (
        asking(
            PlanEvent.when,
            T(
                "When? Type the day and the hour, for example: 21 March 12:00, tomorrow 18:00, or"
                " with the end: 21.03 12-15.{clock}"
            ),
            take_when,
            _when,
            more=clock_hint,
        ),
        asking(
            PlanEvent.length,
            T("How long does it last? Tap, or type: 90 minutes, until 15:00, until 14 June 18:00."),
            take_end,
            _length,
            choices("length", "lengths", choose_length, width=3),
            more=length_choices,
        ),
    )
