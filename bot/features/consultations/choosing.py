"""How soon, online or in person, where, under which name: before sending and until it is taken."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, to_menu
from bot.features.consultations.looks import Draft, aliases_of, is_draft, own_request
from bot.features.consultations.words import (
    ANY,
    format_name,
    format_names,
    naming_label,
    place_name,
    urgency_names,
)
from bot.states import Consult
from bot.texts import Texts
from community.consultations.requests import service
from community.consultations.requests.errors import RequestClosed, RequestTaken
from community.consultations.requests.kinds import Naming, Urgency
from community.consultations.specialists.kinds import Format
from community.membership.districts.models import District
from community.membership.districts.queries import active_districts
from community.membership.people.models import Person


async def change_window(
    context: BotContext, person: Person, texts: Texts, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    request = (await own_request(dialog_manager)).request
    async with context.database.read() as session:
        aliases = await aliases_of(session, person, texts)
        home = await session.get(District, request.district_id) if request.district_id else None
    alias = aliases.get(request.naming, aliases[Naming.ANONYMOUS])
    return {
        "when": urgency_names(texts)[request.urgency],
        "how": format_name(request.format, texts),
        "place": place_name(home, texts) if home else texts("not said"),
        "in_person": request.format is not Format.ONLINE,
        "naming": naming_label(request.naming, alias, texts),
        "has_name": len(aliases) > 1,
    }


async def urgency_window(texts: Texts, **_: Any) -> dict[str, Any]:
    names = urgency_names(texts)
    return {"items": [(code.value, name[:1].upper() + name[1:]) for code, name in names.items()]}


async def format_window(texts: Texts, **_: Any) -> dict[str, Any]:
    names = format_names(texts)
    return {"items": [(code, name[:1].upper() + name[1:]) for code, name in names.items()]}


async def where_window(context: BotContext, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context.database.read() as session:
        known = await active_districts(session)
    return {"items": [(str(one.id), place_name(one, texts)) for one in known]}


async def choose_urgency(
    _query: CallbackQuery, _select: Any, manager: DialogManager, code: str
) -> None:
    if is_draft(manager):
        await _keep(manager, urgency=code)
    else:
        await _change(manager, urgency=Urgency(code))


async def choose_format(
    _query: CallbackQuery, _select: Any, manager: DialogManager, code: str
) -> None:
    meeting = None if code == ANY else Format(code)
    if is_draft(manager):
        await _keep(manager, format=meeting.value if meeting else None)
    else:
        await _change(manager, change=service.change_format, meeting=meeting)


async def choose_district(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    await _change(manager, district_id=int(item_id))


async def turn_naming(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    request = (await own_request(manager)).request
    is_unseen = request.naming is Naming.ANONYMOUS
    await _change(manager, naming=Naming.FIRST_NAME if is_unseen else Naming.ANONYMOUS)


async def back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.switch_to(Consult.whom if is_draft(manager) else Consult.change)


async def _keep(manager: DialogManager, **fields: Any) -> None:
    draft = Draft.of(manager)
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.keep(manager)
    await manager.switch_to(Consult.whom)


async def _change(manager: DialogManager, change: Any = service.change, **fields: Any) -> None:
    """Somebody may have taken it a moment ago: then the screen says who, and one just writes."""
    request = (await own_request(manager)).request
    try:
        async with context_of(manager).database.write() as session:
            await change(session, actor_of(manager), request.id, **fields)
    except (RequestTaken, RequestClosed):
        manager.dialog_data["said"] = None
    else:
        manager.dialog_data["said"] = "changed"
    await manager.switch_to(Consult.request)


def _back() -> Button:
    return Button(T("⬅️ Back"), id="back", on_click=back)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T("What shall I change?"),
            SwitchTo(T("⏰ When: {when}"), id="urgency", state=Consult.urgency),
            SwitchTo(T("📍 How: {how}"), id="format", state=Consult.format),
            SwitchTo(T("🏘 Where: {place}"), id="where", state=Consult.where, when="in_person"),
            Button(Given("naming"), id="turn", on_click=turn_naming, when="has_name"),
            SwitchTo(T("⬅️ Back"), id="to_request", state=Consult.request),
            to_menu(),
            state=Consult.change,
            getter=change_window,
        ),
        Window(
            T("How soon do you need help? If it is about danger right now: /sos"),
            choices("how_soon", "items", choose_urgency),
            _back(),
            state=Consult.urgency,
            getter=urgency_window,
        ),
        Window(
            T("How would you like to meet? It is free either way."),
            choices("meet_how", "items", choose_format),
            _back(),
            state=Consult.format,
            getter=format_window,
        ),
        Window(
            T("In which district can you come to a meeting?"),
            choices("meet_where", "items", choose_district, width=2),
            _back(),
            state=Consult.where,
            getter=where_window,
        ),
    )
