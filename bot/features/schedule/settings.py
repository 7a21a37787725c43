"""How long a consultation is, how many requests at once, a pause; the links of a specialist."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.schedule import desk
from bot.features.schedule.reading import Trouble, Unreadable, read_until
from bot.states import Schedule
from bot.texts import Texts
from community.consultations.specialists import queries, service
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.queries import Card
from community.consultations.specialists.service import Profile
from community.core.actor import Actor
from community.core.clock import local_now

_MINUTES = (30, 45, 60, 90)
_BUFFERS = (0, 15, 30)
_LIMITS = range(1, 11)  # so that a typed number is the number that is meant


def profile_of(card: Card) -> Profile:
    """As it stands, to change one thing of it."""
    one = card.specialist
    return Profile(
        alias=one.alias,
        about=one.about,
        speciality_ids=[speciality.id for speciality in card.specialities],
        district_id=one.district_id,
        travels_to=[district.id for district in card.districts],
        languages=one.languages,
        online=one.online,
        in_person=one.in_person,
        load_limit=one.load_limit,
        minutes=one.minutes,
        buffer_minutes=one.buffer_minutes,
    )


async def change_profile(manager: DialogManager, **fields: Any) -> None:
    context, actor = context_of(manager), actor_of(manager)
    specialist_id = await desk.own_id(manager)
    async with context.database.read() as session:
        profile = profile_of(await queries.card(session, actor, specialist_id))
    async with context.database.write() as session:
        await service.describe(session, actor, specialist_id, replace(profile, **fields))


async def pace_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    specialist = await desk.mine(context, actor)
    return {
        "text": texts(
            "⏱ <b>A consultation</b> lasts {minutes} minutes, and {buffer} minutes after it are"
            " yours: to note something down, to breathe. What is booked already stays.",
            minutes=specialist.minutes,
            buffer=specialist.buffer_minutes,
        ),
        "lengths": [
            (str(one), _chosen(texts("{count} min", count=one), one == specialist.minutes))
            for one in _MINUTES
        ],
        "buffers": [
            (str(one), _chosen(texts("+ {count} min", count=one), one == specialist.buffer_minutes))
            for one in _BUFFERS
        ],
    }


def _chosen(label: str, is_chosen: bool) -> str:  # noqa: FBT001  the one thing it is about
    return f"✅ {label}" if is_chosen else label


async def choose_length(
    _query: CallbackQuery, _select: Any, manager: DialogManager, minutes: str
) -> None:
    await change_profile(manager, minutes=int(minutes))


async def choose_buffer(
    _query: CallbackQuery, _select: Any, manager: DialogManager, minutes: str
) -> None:
    await change_profile(manager, buffer_minutes=int(minutes))


async def load_window(context: BotContext, actor: Actor, **_: Any) -> dict[str, Any]:
    specialist = await desk.mine(context, actor)
    limit = specialist.load_limit
    return {"limits": [(str(one), _chosen(str(one), one == limit)) for one in _LIMITS]}


async def choose_limit(
    _query: CallbackQuery, _select: Any, manager: DialogManager, limit: str
) -> None:
    await change_profile(manager, load_limit=int(limit))
    await manager.switch_to(Schedule.more)


async def pause_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    specialist = await desk.mine(context, actor)
    return {
        "ready": [
            ("7", texts("A week")),
            ("14", texts("Two weeks")),
            ("30", texts("A month")),
            ("0", texts("Until I come back")),
        ],
        "paused": specialist.state is SpecialistState.PAUSED,
        **desk.problem_of(dialog_manager),
    }


async def tap_pause(_query: CallbackQuery, _select: Any, manager: DialogManager, days: str) -> None:
    until = await _today(manager) + timedelta(days=int(days)) if int(days) else None
    await _pause(manager, until)


async def type_pause(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    async def act() -> None:
        today = await _today(manager)
        until = read_until(text, today)
        if until == today:
            raise Unreadable(Trouble.PAST, text)
        await _pause(manager, until)

    await desk.try_to(manager, act)


async def _pause(manager: DialogManager, until: date | None) -> None:
    specialist_id = await desk.own_id(manager)
    async with context_of(manager).database.write() as session:
        await service.pause(session, actor_of(manager), specialist_id, until)
    texts = texts_of(manager)
    await note(manager, texts("Have a good rest!"))
    await manager.switch_to(Schedule.main)


async def _today(manager: DialogManager) -> date:
    async with context_of(manager).database.read() as session:
        return local_now(session).date()


async def come_back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    specialist_id = await desk.own_id(manager)
    async with context_of(manager).database.write() as session:
        await service.resume(session, actor_of(manager), specialist_id)
    await manager.switch_to(Schedule.main)


async def link_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, **_: Any
) -> dict[str, Any]:
    specialist = await desk.mine(context, actor)
    bot = await dialog_manager.middleware_data["bot"].me()
    return {"address": f"https://t.me/{bot.username}?start=ask_{specialist.ask_code}"}


async def calendar_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    """The secret is kept nowhere but in the message: whoever loses it makes a new one."""
    address = dialog_manager.dialog_data.pop("address", "")
    return {"address": address, "is_new": bool(address)}


async def new_address(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    context = context_of(manager)
    async with context.database.write() as session:
        secret = await service.new_calendar_address(session, actor_of(manager))
    manager.dialog_data["address"] = f"{context.site_url}/calendar/{secret}.ics"


def _back() -> SwitchTo:
    return SwitchTo(T("⬅️ Back"), id="to_more", state=Schedule.more)


pace = Window(
    Given("text"),
    choices("length", "lengths", choose_length, width=4),
    choices("buffer", "buffers", choose_buffer, width=3),
    _back(),
    state=Schedule.pace,
    getter=pace_window,
)
load = Window(
    T(
        "📥 <b>How many requests at once?</b>\n\nWhen you have so many in hand, new ones go to"
        " colleagues. What you have stays."
    ),
    choices("limit", "limits", choose_limit, width=5),
    _back(),
    state=Schedule.load,
    getter=load_window,
)
pause = Window(
    T(
        "⏸ <b>A pause</b>\n\nNo new requests come, and nobody asks why. What you have in hand, and"
        " what is booked, stays with you. How long? You may also type it: until 12 April.",
    ),
    Given("problem", when="problem"),
    Button(T("▶️ Come back now"), id="come_back", on_click=come_back, when="paused"),
    choices("pause", "ready", tap_pause, width=2),
    TextInput(id="typed_pause", on_success=type_pause),
    _back(),
    state=Schedule.pause,
    getter=pause_window,
)
link = Window(
    T(
        "🔗 <b>Your link</b>\n\n<code>{address}</code>\n\nGive it to a family that would like to be"
        " helped by you: on a card, after a lecture. Whoever opens it asks you first; if you are"
        " away, I say so and offer a colleague."
    ),
    _back(),
    state=Schedule.link,
    getter=link_window,
)
calendar = Window(
    T(
        "📆 <b>Your calendar</b>\n\nAn address for the calendar of your telephone or computer: it"
        " shows your consultations, without names. The address is secret: whoever has it sees your"
        " times. A new one puts an end to the former one."
    ),
    T("\n<code>{address}</code>\n\nKeep it now: I show it once.", when="is_new"),
    Button(T("🔑 New address"), id="new_address", on_click=new_address),
    _back(),
    state=Schedule.calendar,
    getter=calendar_window,
)
