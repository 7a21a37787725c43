"""The card of a group: what it is for whoever may come, and everything inside for its members."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo, Url
from aiogram_dialog.widgets.text import Format
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, context_of, to_menu
from bot.features.selfhelp.looks import Shown, code_of, group_id_of, shown_group
from bot.features.selfhelp.words import (
    faces_lines,
    meeting_lines,
    rhythm_line,
    room_line,
    topic_names,
    whose_line,
)
from bot.states import Facilitate, SelfHelp
from bot.texts import Texts
from community.core.markdown import to_html
from community.selfhelp.groups.errors import AgreementChanged
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.members import queries, service
from community.selfhelp.members.kinds import MemberState


async def card_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    shown = await shown_group(dialog_manager)
    own, said = shown.own, dialog_manager.dialog_data.pop("said", None)
    is_member = own.member is not None and own.member.state is MemberState.MEMBER
    blocks = [_said(said, texts), _head(shown, texts), _standing(shown, texts)]
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "may_ask": own.member is None and own.lead is None and own.group.state is GroupState.OPEN,
        "ask": texts("🙋 Come in") if code_of(dialog_manager) else texts("🙋 Ask to come"),
        "inside": own.is_inside,
        "leads": own.lead is not None,
        "has_new_words": own.has_new_words and is_member,
        "chat": (shown.chat and shown.chat.invite_link) or "",
        "has_chat": bool(shown.chat and shown.chat.invite_link),
        "may_leave": own.member is not None,
        "leave": texts("🚪 Leave quietly") if is_member else texts("↩️ Take my wish back"),
    }


def _said(said: str | None, texts: Texts) -> str:
    words = {
        "asked": texts("✓ I have asked. Whoever leads the group answers, and I write to you."),
        "waiting": texts(
            "✓ You are welcome, and no place is free just now. As soon as one is, you are in, and I"
            " write to you."
        ),
        "joined": texts("✓ You are in. Welcome!"),
        "agreed": texts("✓ Thank you for agreeing."),
        "words_changed": texts("The words of the group have just changed. Please read them anew."),
    }
    return words.get(said or "", "")


def _head(shown: Shown, texts: Texts) -> str:
    group = shown.own.group
    lines = [
        Markup("🫂 <b>{}</b>").format(group.title),
        topic_names(texts)[group.topic],
        Markup("{}").format(group.about),
        texts("🏘 {whose}", whose=whose_line(group, shown.places, texts)),
        texts("👥 {room}", room=room_line(group, texts)),
    ]
    if shown.rhythm is not None:
        lines.append(texts("📅 {rhythm}", rhythm=rhythm_line(shown.rhythm, texts)))
    if shown.led_by:
        lines.append(texts("🧭 Led by a parent: {name}", name=shown.led_by))
    return "\n".join(lines)


def _standing(shown: Shown, texts: Texts) -> str:
    own = shown.own
    if own.group.state is GroupState.PAUSED:
        return texts("⏸ The group makes a pause. When it goes on, I write to you.")
    if own.is_inside:
        return _inside(shown, texts)
    if own.member is None:
        return texts("Who is in it is known to those alone who are in it.")
    if own.member.state is MemberState.ASKED:
        return texts("⏳ You have asked to come. I write to you as soon as there is an answer.")
    return texts("⏳ You wait for a place. As soon as one is free, you are in.")


def _inside(shown: Shown, texts: Texts) -> str:
    if shown.own.has_new_words:
        return texts("📜 <b>The words of the group have changed.</b> Please read and agree.")
    if shown.next is None:
        return texts("No meeting is planned yet. When one is, I remind you the day before.")
    head = texts("<b>The next meeting</b>")
    return f"{head}\n{meeting_lines(shown.next, texts)}"


async def agreement_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    shown = await shown_group(dialog_manager)
    own = shown.own
    dialog_manager.dialog_data["number"] = shown.number
    is_new = own.member is None and own.lead is None
    head = texts("📜 <b>What we agreed on</b>")
    blocks = [head, to_html(shown.words)]
    if is_new and code_of(dialog_manager) is None:
        blocks.append(
            texts("👀 Whoever leads the group will see your first name and your district.")
        )
    elif is_new:
        blocks.append(texts("👀 Those in the group will see your first name."))
    return {
        "text": "\n\n".join(str(block) for block in blocks),
        "may_agree": is_new or own.has_new_words,
        "agree": texts("✅ I agree") if own.has_new_words else texts("✅ I agree, let me come"),
    }


async def agree(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """To come in, or to words that have changed; always to those that were shown."""
    group_id, number = group_id_of(manager), manager.dialog_data["number"]
    try:
        async with context_of(manager).database.write() as session:
            own = await queries.own(session, actor_of(manager), group_id)
            if own.member is not None:
                await service.agree(session, actor_of(manager), group_id, number)
                said = "agreed"
            else:
                member = await service.join(
                    session, actor_of(manager), group_id, number, code_of(manager)
                )
                said = {MemberState.MEMBER: "joined", MemberState.WAITING: "waiting"}.get(
                    member.state, "asked"
                )
    except AgreementChanged:
        manager.dialog_data["said"] = "words_changed"
        return
    manager.dialog_data["said"] = said
    await manager.switch_to(SelfHelp.card)


async def people_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context_of(dialog_manager).database.read() as session:
        faces = await queries.faces(session, actor_of(dialog_manager), group_id_of(dialog_manager))
    head = texts("👥 <b>Who is in the group</b>")
    foot = texts("You alone see this, those who are in the group. Please do not pass it on.")
    return {"text": f"{head}\n\n{faces_lines(faces, texts)}\n\n{foot}"}


async def leave_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    shown = await shown_group(dialog_manager)
    title = shown.own.group.title
    if not shown.own.is_inside:
        return {"text": texts("Take back your wish to come to «{title}»?", title=title)}
    return {
        "text": texts(
            "Leave «{title}»? Nobody is told, neither now nor later. The group's chat closes for"
            " you. You may come again whenever you like.",
            title=title,
        )
    }


async def leave(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.leave(session, actor_of(manager), group_id_of(manager))
    manager.dialog_data.update(said="left", page=0)
    await manager.switch_to(SelfHelp.list)


async def to_desk(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.start(
        Facilitate.desk, data={"group": group_id_of(manager)}, mode=StartMode.RESET_STACK
    )


def _back() -> Group:
    return Group(SwitchTo(T("⬅️ To the group"), id="back", state=SelfHelp.card), to_menu(), width=2)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            SwitchTo(Given("ask"), id="ask", state=SelfHelp.agreement, when="may_ask"),
            SwitchTo(
                T("📜 Read and agree"),
                id="new_words",
                state=SelfHelp.agreement,
                when="has_new_words",
            ),
            Url(T("💬 The group's chat"), Format("{chat}"), id="chat", when="has_chat"),
            SwitchTo(T("👥 Who is in it"), id="people", state=SelfHelp.people, when="inside"),
            SwitchTo(T("📜 What we agreed on"), id="words", state=SelfHelp.agreement),
            Button(T("🧭 The facilitator's desk"), id="desk", on_click=to_desk, when="leads"),
            SwitchTo(Given("leave"), id="leave", state=SelfHelp.leave, when="may_leave"),
            Group(SwitchTo(T("⬅️ Groups"), id="to_list", state=SelfHelp.list), to_menu(), width=2),
            state=SelfHelp.card,
            getter=card_window,
        ),
        Window(
            Given("text"),
            Button(Given("agree"), id="agree", on_click=agree, when="may_agree"),
            _back(),
            state=SelfHelp.agreement,
            getter=agreement_window,
        ),
        Window(Given("text"), _back(), state=SelfHelp.people, getter=people_window),
        Window(
            Given("text"),
            Button(T("🚪 Yes"), id="leave", on_click=leave),
            _back(),
            state=SelfHelp.leave,
            getter=leave_window,
        ),
    )
