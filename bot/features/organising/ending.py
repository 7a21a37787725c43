"""⛔ Called off, with a reason that everybody reads; 🏁 finished, once it is said who was there."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.answers import problem_of, too_long
from bot.dialogs import Given, T, actor_of, context_of
from bot.features.organising.desk import event_id_of, managed_event, to_desk
from bot.features.organising.desk_text import families
from bot.paging import first_page
from bot.states import Organise
from bot.texts import Texts
from community.events.attending import service as attendance
from community.events.attending.queries import Desk
from community.events.attending.queries import desk as look_at_desk
from community.events.attending.service import Rest
from community.events.planning import service
from community.events.planning.rules import REASON_LIMIT


async def _desk(manager: DialogManager) -> Desk:
    async with context_of(manager).database.read() as session:
        return await look_at_desk(session, actor_of(manager), event_id_of(manager))


async def reason_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    event = await managed_event(dialog_manager)
    return {"title": event.title, **problem_of(dialog_manager)}


async def take_reason(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    reason = " ".join(text.split())
    if len(reason) > REASON_LIMIT:
        too_long(manager, REASON_LIMIT)
        return
    manager.dialog_data["reason"] = reason
    await manager.switch_to(Organise.call_off)


async def call_off_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    desk, reason = await _desk(dialog_manager), dialog_manager.dialog_data["reason"]
    told = desk.families + desk.offered_families + desk.waiting_families
    blocks = [
        texts("⛔ Call off «{title}»?", title=desk.event.title),
        _who_hears(told, texts),
        texts("The reason: {reason}", reason=reason),
        texts("This cannot be taken back; the event can be repeated on another day."),
    ]
    return {"text": "\n\n".join(blocks)}


def _who_hears(count: int, texts: Texts) -> str:
    if not count:
        return texts("Nobody has signed up, so nobody is told.")
    return texts.plural(
        "{count} family that comes or waits is told at once.",
        "{count} families that come or wait are told at once.",
        count,
    )


async def call_off(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    reason = manager.dialog_data["reason"]
    async with context_of(manager).database.write() as session:
        await service.cancel(session, actor_of(manager), event_id_of(manager), reason)
    manager.dialog_data["said"] = "called_off"
    await manager.switch_to(Organise.desk)


async def finish_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    desk = await _desk(dialog_manager)
    thanks = texts(
        "Whoever was there is thanked and asked three short questions. Afterwards you can mark"
        " again for two weeks."
    )
    if not desk.unmarked:
        lines = [
            texts("🏁 <b>Everybody is marked.</b>"),
            texts("There were {count} in all.", count=desk.came),
        ]
    else:
        lines = [
            texts("🏁 <b>Not marked yet: {families}.</b>", families=families(desk.unmarked, texts)),
            texts("Were they there? You may also mark them one by one."),
        ]
    return {
        "text": "\n".join([*lines, "", thanks]),
        "all_marked": not desk.unmarked,
        "some_left": desk.unmarked > 0,
    }


async def finish(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    rest = Rest.CAME if button.widget_id == "all_came" else Rest.ABSENT
    async with context_of(manager).database.write() as session:
        await attendance.close(session, actor_of(manager), event_id_of(manager), rest)
    manager.dialog_data["said"] = "finished"
    await manager.switch_to(Organise.desk)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T(
                "⛔ Why is «{title}» called off? One line; everybody who comes or waits will read"
                " it. For example: It is too cold, we meet in spring."
            ),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_reason),
            to_desk(),
            state=Organise.reason,
            getter=reason_window,
        ),
        Window(
            Given("text"),
            Button(T("⛔ Yes, call it off"), id="call_off", on_click=call_off),
            SwitchTo(T("✏️ Another reason"), id="reason", state=Organise.reason),
            to_desk(),
            state=Organise.call_off,
            getter=call_off_window,
        ),
        Window(
            Given("text"),
            Button(T("🏁 Close it"), id="finish", on_click=finish, when="all_marked"),
            Button(T("✅ They were there"), id="all_came", on_click=finish, when="some_left"),
            Button(T("🚫 They were not"), id="all_absent", on_click=finish, when="some_left"),
            SwitchTo(
                T("📋 One by one"),
                id="marking",
                state=Organise.marking,
                on_click=first_page,
                when="some_left",
            ),
            to_desk(),
            state=Organise.finish,
            getter=finish_window,
        ),
    )
