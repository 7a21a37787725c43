"""💬 The chats I may enter, and binding a new one."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import Dialog, DialogManager, Window
from aiogram_dialog.widgets.kbd import ListGroup, Url
from aiogram_dialog.widgets.text import Format

from bot.context import BotContext
from bot.dialogs import Given, T, choices, start_data, to_menu
from bot.features.chats.rights import check_chat, rights_text
from bot.features.joining.getters import districts
from bot.states import BindChat, MyChats
from bot.texts import Texts
from community.chats import queries, service
from community.chats.models import Chat, Purpose
from community.chats.rules import NEEDS_DISTRICT
from community.core.actor import Actor
from community.membership.people.models import Person, Standing


async def my_chats(
    context: BotContext, actor: Actor, person: Person, texts: Texts, **_: Any
) -> dict[str, Any]:
    async with context.database.read() as session:
        rooms = await queries.rooms_of(session, actor)
    doors = [
        {"id": str(room.chat.id), "title": room.chat.title, "url": room.chat.invite_link}
        for room in rooms
        if room.chat.invite_link
    ]
    inside = [room.chat.title for room in rooms if room.inside]
    lines = [_intro(person, texts, open_doors=bool(doors))]
    if inside:
        lines.append(texts("You are in: {titles}.", titles=", ".join(inside)))
    return {"text": "\n\n".join(lines), "doors": doors}


def _intro(person: Person, texts: Texts, *, open_doors: bool) -> str:
    if open_doors:
        return texts(
            "💬 <b>Your chats</b>\n\nTap one and ask to join: I open the door at once."
            " Guardianship bodies and the Department do not read them."
        )
    if person.standing is Standing.APPLICANT:
        return texts("The chats open as soon as an activist has recognised you.")
    if person.standing is Standing.CANDIDATE:
        return texts(
            "Parents' chats open when a child comes to your family. Until then we are near: ask"
            " the activist who let you in."
        )
    if person.standing is Standing.MEMBER:
        return texts(
            "Your district has no chat of its own yet. When it opens, you will find it here."
        )
    return texts("The chats are for the families of the club. To enter them, join: /menu")


def purposes(texts: Texts) -> list[tuple[str, str]]:
    return [
        (Purpose.REGIONAL.value, texts("🌍 Parents of the whole region")),
        (Purpose.DISTRICT.value, texts("🏘 Parents of one district")),
        (Purpose.ACTIVISTS.value, texts("🛡 Activists")),
        (Purpose.GUARDIANSHIP.value, texts("🏛 Work chat of a guardianship body")),
    ]


async def purpose_window(
    context: BotContext, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    chat = await _chat(context, dialog_manager)
    return {
        "text": texts("What is «{title}» for?", title=chat.title),
        "purposes": purposes(texts),
    }


async def _chat(context: BotContext, manager: DialogManager) -> Chat:
    actor: Actor = manager.middleware_data["actor"]
    async with context.database.read() as session:
        return await queries.chat_to_bind(session, actor, start_data(manager)["chat"])


async def choose_purpose(
    _query: CallbackQuery, _select: Any, manager: DialogManager, purpose: str
) -> None:
    manager.dialog_data["purpose"] = purpose
    if Purpose(purpose) in NEEDS_DISTRICT:
        await manager.switch_to(BindChat.district)
    else:
        await _bind(manager, None)


async def choose_district(
    _query: CallbackQuery, _select: Any, manager: DialogManager, district: str
) -> None:
    await _bind(manager, int(district))


async def _bind(manager: DialogManager, district_id: int | None) -> None:
    data = manager.middleware_data
    context: BotContext = data["context"]
    async with context.database.write() as session:
        chat = await service.bind_chat(
            session,
            data["actor"],
            start_data(manager)["chat"],
            Purpose(manager.dialog_data["purpose"]),
            district_id,
        )
    await check_chat(context, data["bot"], chat)
    await manager.switch_to(BindChat.done)


async def done_window(
    context: BotContext, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    return {"text": rights_text(await _chat(context, dialog_manager), texts)}


_MY_CHATS = (
    Window(
        Given("text"),
        ListGroup(
            Url(Format("{item[title]}"), Format("{item[url]}")),
            id="doors",
            item_id_getter=lambda item: item["id"],
            items="doors",
        ),
        to_menu(),
        state=MyChats.list,
        getter=my_chats,
    ),
)
_BIND_CHAT = (
    Window(
        Given("text"),
        choices("purpose", "purposes", choose_purpose),
        to_menu(),
        state=BindChat.purpose,
        getter=purpose_window,
    ),
    Window(
        T("Of which district?"),
        choices("district", "districts", choose_district, width=2),
        to_menu(),
        state=BindChat.district,
        getter=districts,
    ),
    Window(Given("text"), to_menu(), state=BindChat.done, getter=done_window),
)


def create_dialogs() -> tuple[Dialog, Dialog]:
    return Dialog(*_MY_CHATS), Dialog(*_BIND_CHAT)
