"""📌 In which chats an event is told of: once in each, pinned or not."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, choices, context_of
from bot.features.organising.desk import event_id_of
from bot.features.organising.whom import ticked
from bot.paging import part_of, turning
from bot.states import Organise
from bot.texts import Texts
from community.chats.models import Chat
from community.events.posting import service


async def chats_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    data, event_id = dialog_manager.dialog_data, event_id_of(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        allowed = await service.chats_for(session, actor_of(dialog_manager), event_id)
        known = {one.chat_id for one in await service.posts_of(session, event_id)}
    left = [chat for chat in allowed if chat.id not in known]
    part = part_of(dialog_manager, left)
    chosen = [chat.id for chat in left if chat.id in data.get("chats", ())]
    posted = [chat for chat in allowed if chat.id in known]
    return {
        "text": _text(left, posted, data.get("said"), texts),
        "chats": [(str(chat.id), ticked(chat.title, chat.id in chosen)) for chat in part.items],
        "pin": ticked(texts("📌 Pin it there"), bool(data.get("pins"))),
        "may_pin": bool(chosen),
        "post": texts.plural("📨 Post in {count} chat", "📨 Post in {count} chats", len(chosen)),
        **part.buttons,
    }


def _text(left: Sequence[Chat], posted: Sequence[Chat], said: str | None, texts: Texts) -> str:
    blocks = [texts("✓ Announced: people may sign up now.")] if said == "announced" else []
    if posted:
        names = Markup(", ").join(chat.title for chat in posted)
        blocks.append(texts("Posted already in: {names}", names=names))
    if left:
        blocks.append(
            texts(
                "📌 <b>In which chats shall I tell of it?</b> One post in each, with a button to"
                " sign up; it counts along by itself."
            )
        )
    elif not posted:
        blocks.append(texts("There is no chat of the club yet where it could be told of."))
    return "\n\n".join(blocks)


async def toggle(_query: CallbackQuery, _select: Any, manager: DialogManager, chat_id: str) -> None:
    chosen = set(manager.dialog_data.get("chats", ())) ^ {int(chat_id)}
    manager.dialog_data["chats"] = sorted(chosen)


async def turn_pin(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["pins"] = not manager.dialog_data.get("pins")


async def post(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = manager.dialog_data
    async with context_of(manager).database.write() as session:
        posts = await service.post(
            session,
            actor_of(manager),
            event_id_of(manager),
            data.get("chats", ()),
            pins=bool(data.get("pins")),
        )
    data.update(said="posted", count=len(posts), chats=[], pins=False)
    await manager.switch_to(Organise.desk)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("chat", "chats", toggle),
            turning(),
            Button(Given("pin"), id="pin", on_click=turn_pin, when="may_pin"),
            Button(Given("post"), id="post", on_click=post, when="may_pin"),
            SwitchTo(T("➡️ To the event"), id="to_desk", state=Organise.desk),
            state=Organise.chats,
            getter=chats_window,
        ),
    )
