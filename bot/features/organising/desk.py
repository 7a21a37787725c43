"""The desk of one event: how it stands, and everything that can be done about it by a tap."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aiogram.types import BufferedInputFile, CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo
from markupsafe import Markup

from bot.dialogs import Given, T, actor_of, context_of, texts_of, to_menu
from bot.features.events.files import qr_png
from bot.features.events.words import when_line, where_line
from bot.features.organising.desk_text import desk_blocks
from bot.paging import first_page
from bot.states import Organise, PlanEvent
from bot.texts import Texts
from community.core.actor import Actor
from community.core.clock import now
from community.events.attending import queries as attending
from community.events.attending import service as attendance
from community.events.attending.service import DOORS_OPEN
from community.events.planning import queries, service
from community.events.planning.kinds import EventState
from community.events.planning.models import Event
from community.events.signing.queries import waiting_list
from community.membership.districts.queries import all_districts

_RUNNING = (EventState.ANNOUNCED, EventState.HELD)


def event_id_of(manager: DialogManager) -> int:
    return int(manager.dialog_data.get("event") or 0)


async def managed_event(manager: DialogManager) -> Event:
    """The event that the screen is about. Raises NotFound, also when the role is gone."""
    async with context_of(manager).database.read() as session:
        return await queries.managed(session, actor_of(manager), event_id_of(manager))


@dataclass(frozen=True)
class Ways:
    """What may be done now."""

    event: Event
    moment: datetime

    def by_name(self) -> dict[str, bool]:
        state = self.event.state
        is_open = state in _RUNNING and self.moment >= self.event.starts_at - DOORS_OPEN
        is_over = state is EventState.HELD or (
            state is EventState.ANNOUNCED and self.event.ends_at <= self.moment
        )
        return {
            "is_draft": state is EventState.DRAFT,
            "is_public": state is not EventState.DRAFT,
            "takes_files": state not in (EventState.DRAFT, EventState.CANCELLED),
            "is_announced": state is EventState.ANNOUNCED and not is_over,
            "doors_open": is_open,
            "may_finish": is_over,
            "is_closed": state is EventState.CLOSED,
            "may_change": state is EventState.DRAFT
            or (state is EventState.ANNOUNCED and not is_over),
            "has_happened": is_over or state is EventState.CLOSED,
            "is_nobodys": self.event.organiser_id is None,
        }


async def desk_window(
    dialog_manager: DialogManager, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    event_id = event_id_of(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        desk = await attending.desk(session, actor, event_id)
        waiting = await waiting_list(session, actor, event_id)
        places = {one.id: one for one in await all_districts(session)} if desk.lifts else {}
        ways = Ways(desk.event, now(session))
    said = _said(dialog_manager, texts)
    blocks = desk_blocks(desk, waiting, places, texts)
    return {"text": "\n\n".join(filter(None, [said, *blocks])), **ways.by_name()}


def _said(manager: DialogManager, texts: Texts) -> str:
    """What has just been done, once."""
    said = manager.dialog_data.pop("said", None)
    count = manager.dialog_data.get("count", 0)
    words = {
        "changed": texts("✓ Saved."),
        "drafted": texts("✓ The draft is kept."),
        "announced": texts("✓ Announced: people may sign up now."),
        "cloned": texts("✓ Here is the copy, a draft still. Announce it when it is right."),
        "sent": texts.plural(
            "✓ On its way to {count} family.", "✓ On its way to {count} families.", count
        ),
        "posted": texts.plural("✓ Posted in {count} chat.", "✓ Posted in {count} chats.", count),
        "called_off": texts("✓ Called off. Everybody who comes or waits is told."),
        "finished": texts(
            "✓ Finished. Whoever was there is thanked and asked three short questions. Thank you!"
        ),
        "reopened": texts("✓ You can mark again who was there. Nobody is thanked twice."),
        "taken": texts("✓ It is yours now. Thank you!"),
    }
    return words.get(said or "", "")


async def change(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = {"event": event_id_of(manager)}
    await manager.start(PlanEvent.change, data=data, mode=StartMode.RESET_STACK)


async def announce(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.announce(session, actor_of(manager), event_id_of(manager))
    manager.dialog_data["said"] = "announced"
    await manager.switch_to(Organise.chats)


async def take_over(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.take_over(session, actor_of(manager), event_id_of(manager))
    manager.dialog_data["said"] = "taken"


async def reopen(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await attendance.reopen(session, actor_of(manager), event_id_of(manager))
    manager.dialog_data["said"] = "reopened"


async def drop(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await service.drop_draft(session, actor_of(manager), event_id_of(manager))
    manager.dialog_data.update(event=None, said="dropped")
    await manager.switch_to(Organise.list)


async def drop_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return {"title": (await managed_event(dialog_manager)).title}


async def send_poster(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """A QR for the wall and a link for a post: both lead to the card of the event."""
    event, texts, data = await managed_event(manager), texts_of(manager), manager.middleware_data
    me = await data["bot"].me()
    address = f"https://t.me/{me.username}?start=ev_{event.code}"
    words = Markup("📄 <b>{}</b>\n{}\n{}\n\n{}").format(
        event.title,
        when_line(event.starts_at, event.ends_at, texts),
        where_line(event, texts),
        address,
    )
    how = texts(
        "Print it or send it on: whoever scans it sees the event here and signs up. It lets nobody"
        " into the club who is not in it."
    )
    await data["bot"].send_photo(
        data["event_chat"].id,
        BufferedInputFile(qr_png(address), f"event-{event.id}.png"),
        caption=f"{words}\n\n{how}",
    )
    manager.show_mode = ShowMode.DELETE_AND_SEND


def to_desk() -> SwitchTo:
    return SwitchTo(T("⬅️ To the event"), id="to_desk", state=Organise.desk)


def _first_rows() -> tuple[Any, ...]:
    """What the moment asks for stands on top."""
    return (
        Button(T("🙋 I take it"), id="take_over", on_click=take_over, when="is_nobodys"),
        Button(T("📣 Announce"), id="announce", on_click=announce, when="is_draft"),
        Group(
            SwitchTo(
                T("✅ Mark who came"),
                id="marking",
                state=Organise.marking,
                on_click=first_page,
                when="doors_open",
            ),
            SwitchTo(
                T("➕ Without a sign-up"),
                id="walk_ins",
                state=Organise.walk_ins,
                when="doors_open",
            ),
            width=2,
        ),
        SwitchTo(T("🏁 Close it"), id="finish", state=Organise.finish, when="may_finish"),
        Group(
            SwitchTo(
                T("📋 Who comes"),
                id="guests",
                state=Organise.guests,
                on_click=first_page,
                when="is_public",
            ),
            SwitchTo(T("💬 Write to them"), id="whom", state=Organise.whom, when="is_public"),
            width=2,
        ),
    )


def _more_rows() -> tuple[Any, ...]:
    return (
        Group(
            Button(T("✏️ Change"), id="change", on_click=change, when="may_change"),
            SwitchTo(T("📌 Into the chats"), id="chats", state=Organise.chats, when="is_announced"),
            Button(T("📄 QR for a poster"), id="poster", on_click=send_poster, when="is_announced"),
            SwitchTo(T("📎 Materials"), id="files", state=Organise.materials, when="takes_files"),
            SwitchTo(
                T("⭐ What they say"), id="feedback", state=Organise.feedback, when="has_happened"
            ),
            SwitchTo(T("🔁 Repeat"), id="again", state=Organise.again, when="is_public"),
            SwitchTo(T("⛔ Call off"), id="call_off", state=Organise.reason, when="is_announced"),
            Button(T("↩️ Mark again"), id="reopen", on_click=reopen, when="is_closed"),
            SwitchTo(T("🗑 Drop the draft"), id="drop", state=Organise.drop, when="is_draft"),
            width=2,
        ),
    )


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            *_first_rows(),
            *_more_rows(),
            Group(
                SwitchTo(T("⬅️ My events"), id="to_list", state=Organise.list, on_click=first_page),
                to_menu(),
                width=2,
            ),
            state=Organise.desk,
            getter=desk_window,
        ),
        Window(
            T("Drop the draft «{title}»? Nobody has seen it, so nobody is told."),
            Button(T("🗑 Yes, drop it"), id="drop", on_click=drop),
            to_desk(),
            state=Organise.drop,
            getter=drop_window,
        ),
    )
