"""Group consultations: what about, when, how long, how many seats; and who far they are taken."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Cancel

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.schedule import desk, planning
from bot.features.schedule.planning import to_list, when_and_how
from bot.states import Groups
from bot.texts import Texts
from community.consultations.booking import groups as service
from community.consultations.booking import queries
from community.consultations.booking.kinds import GroupState
from community.consultations.booking.models import GroupConsultation
from community.core.actor import Actor
from community.core.clock import now


async def list_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    specialist = await desk.mine(context, actor)
    async with context.database.read() as session:
        planned = [
            one
            for one in await queries.groups_of(session, specialist.id)
            if one.state is GroupState.PLANNED and one.ends_at > now(session)
        ]
        taken = {one.id: len(await queries.seated(session, one.id)) for one in planned}
    return {
        "groups": [
            (str(one.id), f"{texts.moment(one.starts_at)} · {taken[one.id]}/{one.seats}")
            for one in planned
        ],
        "text": texts("Whom you meet as a group:")
        if planned
        else texts(
            "Several families, one question, one hour: you answer once, and they hear each other."
            " Nothing is planned yet."
        ),
    }


async def choose_group(
    _query: CallbackQuery, _select: Any, manager: DialogManager, group_id: str
) -> None:
    manager.dialog_data["group"] = int(group_id)
    manager.dialog_data.pop("sure", None)
    await manager.switch_to(Groups.one)


async def one_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    group, taken = await _own_group(context, actor, dialog_manager.dialog_data["group"])
    sure = bool(dialog_manager.dialog_data.get("sure"))
    lines = [
        texts("👥 <b>{topic}</b>", topic=group.topic),
        when_and_how(group.starts_at, group.ends_at, group.format, texts),
        texts("Seats taken: {taken} of {seats}", taken=taken, seats=group.seats),
    ]
    if sure:
        lines.append(texts("\nCancel it? Everybody with a seat hears of it at once."))
    return {"text": "\n".join(lines), "sure": sure, "not_sure": not sure}


async def _own_group(
    context: BotContext, actor: Actor, group_id: int
) -> tuple[GroupConsultation, int]:
    specialist = await desk.mine(context, actor)
    async with context.database.read() as session:
        own = {one.id: one for one in await queries.groups_of(session, specialist.id)}
        return own[group_id], len(await queries.seated(session, group_id))


async def ask_cancel(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["sure"] = True


async def cancel(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        actor = actor_of(manager)
        await service.cancel_group(session, actor, manager.dialog_data["group"])
    texts = texts_of(manager)
    await note(manager, texts("Cancelled."))
    await manager.switch_to(Groups.list)


_WINDOWS = (
    Window(
        T("👥 <b>Groups</b>\n"),
        Given("text"),
        choices("group", "groups", choose_group),
        Button(T("➕ Plan one"), id="begin", on_click=planning.begin),
        Cancel(T("⬅️ Back"), id="to_main"),
        state=Groups.list,
        getter=list_window,
    ),
    Window(
        Given("text"),
        Button(T("✖️ Cancel it"), id="ask_cancel", on_click=ask_cancel, when="not_sure"),
        Button(T("✖️ Yes, cancel it"), id="cancel", on_click=cancel, when="sure"),
        to_list(),
        state=Groups.one,
        getter=one_window,
    ),
)


def create_dialog() -> Dialog:
    return Dialog(*_WINDOWS, *planning.windows)
