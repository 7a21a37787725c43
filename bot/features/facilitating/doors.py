"""🔗 The link of a group, and 💬 its chat: made, bound, kept from being passed on."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo, Url
from aiogram_dialog.widgets.text import Format

from bot.dialogs import Given, T, actor_of, context_of
from bot.features.chats.rights import check_chat, rights_text
from bot.features.facilitating.desk import to_desk
from bot.features.facilitating.looks import desk_of, group_id_of, led_group
from bot.states import Facilitate
from bot.texts import Texts
from community.chats.models import Chat
from community.selfhelp.groups import service


async def link_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    group = await led_group(dialog_manager)
    me = await dialog_manager.middleware_data["bot"].me()
    address = f"https://t.me/{me.username}?start=grp_{group.code}"
    return {
        "text": texts(
            "🔗 <b>The link of the group</b>\n\n<code>{address}</code>\n\nGive it to those whom you"
            " would like to see: a parent of the club is in at once, without asking. Has it got"
            " into wrong hands, make a new one; this one leads nowhere then.",
            address=address,
        )
    }


async def renew(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.renew_link(session, actor_of(manager), group_id_of(manager))
    manager.dialog_data["said"] = "link"
    await manager.switch_to(Facilitate.desk)


async def chat_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    desk = await desk_of(dialog_manager)
    head = texts("💬 <b>The group's chat</b>")
    if desk.chat is None:
        me = await dialog_manager.middleware_data["bot"].me()
        how = texts(
            "Make a new group in the messenger and add me, @{bot}, to it as an administrator with"
            " the rights to invite, to ban, to delete and to pin. I ask you at once whether it is"
            " the chat of this group; after that I let in those who are in the group, and nobody"
            " else.",
            bot=me.username or "",
        )
        return {"text": f"{head}\n\n{how}", "chat": "", "has_chat": False, "is_bound": False}
    blocks = [head, rights_text(desk.chat, texts), protection(desk.chat, texts)]
    return {
        "text": "\n\n".join(blocks),
        "chat": desk.chat.invite_link or "",
        "has_chat": bool(desk.chat.invite_link),
        "is_bound": True,
    }


def protection(chat: Chat, texts: Texts) -> str:
    """The messenger lets the chat's owner alone forbid to pass messages on, not a bot."""
    if chat.rights.get("has_protected_content"):
        return texts("🔒 Messages there cannot be passed on or saved. Thank you!")
    return texts(
        "🔓 Messages there can still be passed on. To stop it: open the chat → its name → Edit →"
        " the type of the group → «Restrict saving content». What I write there myself is"
        " protected always."
    )


async def look_again(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    desk = await desk_of(manager)
    if desk.chat is not None:
        await check_chat(context_of(manager), manager.middleware_data["bot"], desk.chat)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            Button(T("♻️ Make a new link"), id="renew", on_click=renew),
            to_desk(),
            state=Facilitate.link,
            getter=link_window,
        ),
        Window(
            Given("text"),
            Url(T("💬 Open the chat"), Format("{chat}"), id="chat", when="has_chat"),
            SwitchTo(
                T("🛡 How I look after it"), id="rules", state=Facilitate.rules, when="is_bound"
            ),
            Button(T("🔄 Look again"), id="again", on_click=look_again, when="is_bound"),
            to_desk(),
            state=Facilitate.chat,
            getter=chat_window,
        ),
    )
