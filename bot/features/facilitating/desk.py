"""🧭 How a group stands, and everything that whoever leads it can do by a tap."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, context_of, note, texts_of, to_menu
from bot.features.facilitating.looks import Desk, desk_of, group_id_of
from bot.features.selfhelp.words import meeting_lines, room_line
from bot.states import Consult, Facilitate, SelfHelp
from bot.texts import Texts
from community.consultations.specialists import queries as specialists
from community.selfhelp.groups import leading, service
from community.selfhelp.groups.kinds import GroupState, LeadKind


async def desk_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    desk, said = await desk_of(dialog_manager), dialog_manager.dialog_data.pop("said", None)
    state = desk.group.state
    blocks = [_said(said, texts), _head(desk, texts), _meetings(desk, texts), *_waits(desk, texts)]
    return {
        "text": "\n\n".join(filter(None, blocks)),
        "asking": texts.plural("🙋 {count} asks", "🙋 {count} ask", len(desk.asking)),
        "somebody_asks": bool(desk.asking),
        "to_note": desk.to_note is not None,
        "may_take": desk.kind is LeadKind.SECOND,
        "is_open": state is GroupState.OPEN,
        "is_paused": state is GroupState.PAUSED,
    }


def _said(said: str | None, texts: Texts) -> str:
    words = {
        "noted": texts("✓ Written down. Thank you for holding this circle."),
        "rhythm": texts("✓ The meetings are planned, and everybody is reminded the day before."),
        "changed": texts("✓ Changed."),
        "agreement": texts("✓ The new words are in force; everybody is asked to agree."),
        "link": texts("✓ The former link leads nowhere now. The new one is under «🔗 The link»."),
        "bound": texts("✓ The chat belongs to the group now: its door opens to those inside."),
        "paused": texts("⏸ The group makes a pause; its members are told."),
        "resumed": texts("▶️ The group goes on; its members are told."),
        "taken": texts("✓ You lead the group from now on."),
        "second": texts("✓ They help you to lead from now on, and I have told them."),
        "removed": texts("✓ They are no longer in the group, and I have told them kindly."),
    }
    return words.get(said or "", "")


def _head(desk: Desk, texts: Texts) -> str:
    lines = [
        Markup("🧭 <b>{}</b>").format(desk.group.title),
        texts("👥 {room}", room=room_line(desk.group, texts)),
    ]
    if desk.waiting:
        lines.append(
            texts.plural(
                "⏳ {count} waits for a place", "⏳ {count} wait for a place", desk.waiting
            )
        )
    if desk.supervised:
        last = texts.date(desk.supervised[0])
        lines.append(texts("🪞 The last supervision: {day}", day=last))
    return "\n".join(lines)


def _meetings(desk: Desk, texts: Texts) -> str:
    if desk.group.state is GroupState.PAUSED:
        return texts("⏸ The group makes a pause.")
    if desk.next is None:
        return texts("📅 No meeting is planned. Say when you meet: «📅 Meetings».")
    head = texts("<b>The next meeting</b>")
    return f"{head}\n{meeting_lines(desk.next, texts)}"


def _waits(desk: Desk, texts: Texts) -> list[str]:
    """What is missing, each with the way to it."""
    lines = []
    if desk.to_note is not None:
        lines.append(
            texts("🌿 You met {when}: who was there?", when=texts.when(desk.to_note.starts_at))
        )
    if desk.chat is None:
        lines.append(texts("💬 The group has no chat yet: «💬 The chat» says how."))
    elif not desk.chat.rights.get("has_protected_content"):
        lines.append(
            texts("🔓 Messages of the chat can be passed on. How to stop it: «💬 The chat».")
        )
    if not desk.has_second:
        lines.append(texts("🤝 Nobody leads beside you yet: choose somebody under «👥 People»."))
    return lines


async def begin_marking(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    desk = await desk_of(manager)
    if desk.to_note is not None:
        manager.dialog_data.update(meeting=desk.to_note.id, came=None)
        await manager.switch_to(Facilitate.marking)


async def pause(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.pause(session, actor_of(manager), group_id_of(manager))
    manager.dialog_data["said"] = "paused"


async def resume(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.resume(session, actor_of(manager), group_id_of(manager))
    manager.dialog_data["said"] = "resumed"


async def take_over(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await leading.take_over(session, actor_of(manager), group_id_of(manager))
    manager.dialog_data["said"] = "taken"


async def to_supervision(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Booked like any consultation; where nobody offers it, requests say so themselves."""
    async with context_of(manager).database.read() as session:
        known = await specialists.askable(session, actor_of(manager))
    wanted = next((one for one in known if one.for_facilitators), None)
    if wanted is None:
        texts = texts_of(manager)
        await note(manager, texts("Nobody offers supervision yet."), alert=True)
        return
    await manager.start(Consult.whom, data={"speciality": wanted.id}, mode=StartMode.RESET_STACK)


async def to_group(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.start(
        SelfHelp.card, data={"group": group_id_of(manager)}, mode=StartMode.RESET_STACK
    )


def to_desk() -> SwitchTo:
    return SwitchTo(T("⬅️ The desk"), id="to_desk", state=Facilitate.desk)


def windows() -> Sequence[Window]:
    return (
        Window(
            Given("text"),
            Button(T("✅ Who was there"), id="mark", on_click=begin_marking, when="to_note"),
            SwitchTo(Given("asking"), id="asking", state=Facilitate.asking, when="somebody_asks"),
            Button(T("🧭 Lead it myself"), id="take", on_click=take_over, when="may_take"),
            Group(
                SwitchTo(T("📅 Meetings"), id="meetings", state=Facilitate.meetings),
                SwitchTo(T("👥 People"), id="people", state=Facilitate.people),
                SwitchTo(T("💬 The chat"), id="chat", state=Facilitate.chat),
                SwitchTo(T("🔗 The link"), id="link", state=Facilitate.link),
                SwitchTo(T("📝 My notes"), id="notes", state=Facilitate.notes),
                SwitchTo(T("⚙️ The group itself"), id="settings", state=Facilitate.settings),
                width=2,
            ),
            Button(T("🪞 Supervision"), id="supervision", on_click=to_supervision),
            Button(T("⏸ Make a pause"), id="pause", on_click=pause, when="is_open"),
            Button(T("▶️ Go on"), id="resume", on_click=resume, when="is_paused"),
            Button(T("🫂 As its members see it"), id="to_group", on_click=to_group),
            to_menu(),
            state=Facilitate.desk,
            getter=desk_window,
        ),
    )
