"""The card of an event, and the tap that takes a place: the third one from the main menu."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo

from bot.dialogs import Given, T, actor_of, choices, context_of, to_menu
from bot.features.events import company
from bot.features.events.card_text import card_text, whole
from bot.features.events.files import poster_label, send_poster
from bot.features.events.fitting import pages
from bot.features.events.looks import Shown, shown_event
from bot.features.events.signing_up import sign_label, take_place
from bot.features.events.words import company_line
from bot.states import Events
from bot.texts import Texts
from community.events.signing.queries import last_company
from community.events.signing.rules import Company

_ALONE = Company(1)


async def card_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    shown = await shown_event(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        last = await last_company(session, actor_of(dialog_manager))
    may_sign = shown.is_open and shown.party is None
    said = _said(dialog_manager.dialog_data.pop("said", None), texts)
    text, is_cut = card_text(shown, texts, said=said)
    return {
        "text": text,
        "ways": _ways(shown, last, texts) if may_sign else [],
        "may_sign": may_sign,
        "has_party": shown.party is not None,
        "is_cut": is_cut,
        "poster": poster_label(shown.poster, texts),
        "has_poster": shown.poster is not None,
    }


def _said(said: str | None, texts: Texts) -> str:
    if said == "left":
        return texts(
            "✓ Done: you do not come. Somebody else is glad of the seats. Should you change your"
            " mind, sign up again."
        )
    return said or ""


def _ways(shown: Shown, last: Company | None, texts: Texts) -> list[tuple[str, str]]:
    """As the last time, where that was not alone; and alone."""
    ways = []
    if last is not None and (last.adults, last.children) != (_ALONE.adults, _ALONE.children):
        words = company_line(last.adults, last.children, texts)
        who = texts("as last time, {company}", company=words)
        ways.append(("last", sign_label(shown, last, who, texts)))
    ways.append(("alone", sign_label(shown, _ALONE, texts("only me"), texts)))
    return ways


async def sign_up(_query: CallbackQuery, _select: Any, manager: DialogManager, way: str) -> None:
    wanted = _ALONE
    if way == "last":
        async with context_of(manager).database.read() as session:
            wanted = await last_company(session, actor_of(manager)) or _ALONE
    await take_place(manager, wanted)


async def open_own(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    shown = await shown_event(manager)
    if shown.party is None:
        return
    manager.dialog_data.update(party=shown.party.id, said=None)
    await manager.switch_to(Events.party)


async def whole_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    shown = await shown_event(dialog_manager)
    read = pages(whole(shown, texts))
    number = min(dialog_manager.dialog_data.get("read", 0), len(read) - 1)
    place = texts("Page {number} of {count}", number=number + 1, count=len(read))
    text = f"{read[number]}\n\n<i>{place}</i>" if len(read) > 1 else read[number]
    return {"text": text, "has_more": number < len(read) - 1, "has_less": number > 0}


async def begin_reading(_query: CallbackQuery, _button: Any, manager: DialogManager) -> None:
    manager.dialog_data["read"] = 0


async def turn_page(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    step = 1 if button.widget_id == "forward" else -1
    manager.dialog_data["read"] = max(0, manager.dialog_data.get("read", 0) + step)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("way", "ways", sign_up),
            Button(T("👨‍👩‍👧 As a family"), id="family", on_click=company.begin, when="may_sign"),
            Button(T("🎟 Your place"), id="own", on_click=open_own, when="has_party"),
            SwitchTo(
                T("📖 Read all of it"),
                id="whole",
                state=Events.whole,
                on_click=begin_reading,
                when="is_cut",
            ),
            Button(Given("poster"), id="poster", on_click=send_poster, when="has_poster"),
            Group(SwitchTo(T("⬅️ Events"), id="to_list", state=Events.list), to_menu(), width=2),
            state=Events.card,
            getter=card_window,
        ),
        Window(
            Given("text"),
            Group(
                Button(T("⬅️ Back a page"), id="back", on_click=turn_page, when="has_less"),
                Button(T("Read on ➡️"), id="forward", on_click=turn_page, when="has_more"),
                width=2,
            ),
            SwitchTo(T("⬅️ To the event"), id="to_card", state=Events.card),
            state=Events.whole,
            getter=whole_window,
        ),
    )
