"""👥 Group meetings: what about, when, how many seats are left; one's own is given back."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, chosen, context_of, note, texts_of, to_menu
from bot.features.consultations.looks import place_of, with_whom
from bot.features.consultations.meeting import send_calendar
from bot.features.consultations.words import how_line
from bot.states import Consult
from bot.texts import Texts
from community.consultations.booking import calendar, groups, queries
from community.consultations.booking.errors import NoSeatsLeft, TooLateToMove
from community.consultations.booking.models import GroupConsultation
from community.consultations.booking.queries import GroupCard
from community.core.actor import Actor
from community.core.errors import NotFound


def seats_line(left: int, texts: Texts) -> str:
    """«осталось 3 места»"""
    if not left:
        return texts("no seats left")
    return texts.plural("{count} seat left", "{count} seats left", left)


async def groups_window(
    context: BotContext, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        cards = await queries.coming_groups(session, actor)
    if not cards:
        return {"text": texts("No group meetings are planned right now."), "cards": []}
    lines = [
        texts("👥 <b>Group meetings</b>"),
        texts("It is free. You are seen there as you introduce yourself."),
    ]
    return {
        "text": "\n\n".join(lines),
        "cards": [(str(one.group.id), _label(one, texts)) for one in cards],
    }


def _label(card: GroupCard, texts: Texts) -> str:
    seats = texts("my seat") if card.is_mine else seats_line(card.left, texts)
    mark = "✓ " if card.is_mine else ""
    return f"{mark}{texts.when(card.group.starts_at)}: {card.group.topic} ({seats})"


async def _card(manager: DialogManager) -> GroupCard:
    """Raises NotFound once it has begun or was called off."""
    group_id = int(chosen(manager, "group") or 0)
    async with context_of(manager).database.read() as session:
        cards = await queries.coming_groups(session, actor_of(manager))
    found = next((one for one in cards if one.group.id == group_id), None)
    if found is None:
        raise NotFound(kind="group")
    return found


async def about_group(context: BotContext, group: GroupConsultation, texts: Texts) -> str:
    async with context.database.read() as session:
        whom = await with_whom(session, group, texts)
        place = await place_of(session, group, texts)
    return "\n".join(
        [
            Markup("👥 <b>{}</b>").format(group.topic),
            texts(
                "{begins}–{ends}",
                begins=texts.when(group.starts_at),
                ends=texts.clock(group.ends_at),
            ),
            texts("With: {names}.", names=whom),
            how_line(group.format, place, texts),
        ]
    )


async def group_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    card = await _card(dialog_manager)
    blocks = [await about_group(context_of(dialog_manager), card.group, texts)]
    if dialog_manager.dialog_data.get("problem") == "full":
        blocks.append(texts("⚠️ Somebody was a moment faster, I am sorry: the last seat is taken."))
    elif card.is_mine:
        blocks.append(texts("✅ You have a seat. I remind you a day and two hours before."))
    else:
        blocks.append(texts("Seats: {left}.", left=seats_line(card.left, texts)))
    return {
        "text": "\n\n".join(blocks),
        "is_mine": card.is_mine,
        "is_free": not card.is_mine and card.left > 0,
    }


async def open_group(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    manager.dialog_data.update(group=int(item_id), problem=None)
    await manager.switch_to(Consult.group)


async def take_seat(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    card = await _card(manager)
    manager.dialog_data["problem"] = None
    try:
        async with context_of(manager).database.write() as session:
            await groups.take_seat(session, actor_of(manager), card.group.id)
    except NoSeatsLeft:
        manager.dialog_data["problem"] = "full"


async def give_back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    card, texts = await _card(manager), texts_of(manager)
    try:
        async with context_of(manager).database.write() as session:
            await groups.give_seat_back(session, actor_of(manager), card.group.id)
    except TooLateToMove:
        await note(manager, texts("It has begun already."))
    else:
        await note(manager, texts("Done: somebody else can come."))


async def into_calendar(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    card, data, texts = await _card(manager), manager.middleware_data, texts_of(manager)
    entry = calendar.of_group(card.group, card.group.topic)
    await send_calendar(data["bot"], data["event_chat"].id, context_of(manager), texts, entry)
    manager.show_mode = ShowMode.DELETE_AND_SEND


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("card", "cards", open_group),
            Group(SwitchTo(T("⬅️ Back"), id="to_main", state=Consult.main), to_menu(), width=2),
            state=Consult.groups,
            getter=groups_window,
        ),
        Window(
            Given("text"),
            Button(T("🪑 Take a seat"), id="seat", on_click=take_seat, when="is_free"),
            Button(T("📅 Into the calendar"), id="ics", on_click=into_calendar, when="is_mine"),
            Button(T("✖️ Give my seat back"), id="give_back", on_click=give_back, when="is_mine"),
            Group(SwitchTo(T("⬅️ Back"), id="to_groups", state=Consult.groups), to_menu(), width=2),
            state=Consult.group,
            getter=group_window,
        ),
    )
