"""Planning a group, question by question; nothing is planned before the last one."""

from datetime import datetime, timedelta
from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo

from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.helping.words import format_name, speciality_name
from bot.features.schedule import desk
from bot.features.schedule.reading import Trouble, Unreadable, read_moment
from bot.middlewares.typed_number import WORDS
from bot.states import Groups
from bot.texts import Texts
from community.consultations.booking import groups as service
from community.consultations.booking.errors import SlotTaken
from community.consultations.booking.groups import TOPIC_LIMIT, GroupPlan
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import Format
from community.core.actor import Actor
from community.core.clock import local_now

_MINUTES = (45, 60, 90, 120)
_SEATS = (5, 8, 10, 12, 15, 20)
_FEWEST, _MOST = 2, 100


def when_and_how(starts_at: datetime, ends_at: datetime, how: Format, texts: Texts) -> str:
    return texts(
        "{begins}–{ends}, {format}",
        begins=texts.moment(starts_at),
        ends=ends_at.astimezone(texts.zone).strftime("%H:%M"),
        format=format_name(how, texts),
    )


async def begin(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Whoever has one speciality is not asked which."""
    known = await _specialities(context_of(manager), actor_of(manager))
    manager.dialog_data["speciality"] = known[0].id
    await manager.switch_to(Groups.speciality if len(known) > 1 else Groups.topic)


async def _specialities(context: BotContext, actor: Actor) -> Any:
    specialist = await desk.mine(context, actor)
    async with context.database.read() as session:
        return (await specialists.card(session, actor, specialist.id)).specialities


async def speciality_window(
    context: BotContext, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    known = await _specialities(context, actor)
    return {"specialities": [(str(one.id), speciality_name(one, texts)) for one in known]}


async def choose_speciality(
    _query: CallbackQuery, _select: Any, manager: DialogManager, speciality: str
) -> None:
    manager.dialog_data["speciality"] = int(speciality)
    await manager.switch_to(Groups.topic)


async def problem_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    return desk.problem_of(dialog_manager)


async def type_topic(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    texts = texts_of(manager)
    topic = " ".join(text.split())
    if len(topic) > TOPIC_LIMIT:
        manager.dialog_data["problem"] = texts(
            "⚠️ That is a little long: up to {limit} characters.", limit=TOPIC_LIMIT
        )
        return
    manager.dialog_data["topic"] = topic
    await manager.switch_to(Groups.when)


async def type_when(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    texts = texts_of(manager)

    async def act() -> None:
        async with context_of(manager).database.read() as session:
            present = local_now(session)
        day, at = read_moment(text, present.date())
        starts_at = datetime.combine(day, at, texts.zone)
        if starts_at <= present:
            raise Unreadable(Trouble.PAST, text)
        manager.dialog_data["starts_at"] = starts_at.isoformat()
        await manager.switch_to(Groups.length)

    await desk.try_to(manager, act)


async def length_window(texts: Texts, **_: Any) -> dict[str, Any]:
    return {"lengths": [(str(one), texts("{count} min", count=one)) for one in _MINUTES]}


async def choose_length(
    _query: CallbackQuery, _select: Any, manager: DialogManager, minutes: str
) -> None:
    manager.dialog_data["minutes"] = int(minutes)
    await manager.switch_to(Groups.seats)


async def seats_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    seats = [(str(one), str(one)) for one in _SEATS]
    return {"seats": seats, **desk.problem_of(dialog_manager)}


async def choose_seats(
    _query: CallbackQuery, _select: Any, manager: DialogManager, seats: str
) -> None:
    manager.dialog_data["seats"] = int(seats)
    await manager.switch_to(Groups.format)


async def type_seats(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    number = text.split(maxsplit=1)[0] if text.split() else ""
    if not number.isdecimal() or not _FEWEST <= int(number) <= _MOST:
        texts = texts_of(manager)
        manager.dialog_data["problem"] = texts(
            "⚠️ From {fewest} to {most} seats, for example: 12 seats.", fewest=_FEWEST, most=_MOST
        )
        return
    await choose_seats(None, None, manager, number)  # type: ignore[arg-type]


async def choose_format(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["format"] = button.widget_id
    await manager.switch_to(Groups.check)


async def check_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    plan = _plan(dialog_manager, None)
    lines = [
        texts("<b>Is everything right?</b>"),
        texts("👥 <b>{topic}</b>", topic=plan.topic),
        when_and_how(plan.starts_at, plan.ends_at, plan.format, texts),
        texts("Seats: {count}", count=plan.seats),
        texts("<i>All parents of the club see the topic, and your first name.</i>"),
    ]
    return {"text": "\n\n".join(lines), **desk.problem_of(dialog_manager)}


def _plan(manager: DialogManager, district_id: int | None) -> GroupPlan:
    draft = manager.dialog_data
    starts_at = datetime.fromisoformat(draft["starts_at"])
    return GroupPlan(
        speciality_id=draft["speciality"],
        topic=draft["topic"],
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=draft["minutes"]),
        seats=draft["seats"],
        format=Format(draft["format"]),
        district_id=district_id,
    )


async def plan(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """In person it is where the specialist lives, unless the topic says otherwise."""
    context, texts = context_of(manager), texts_of(manager)
    specialist = await desk.mine(context, actor_of(manager))
    wanted = _plan(manager, specialist.district_id)
    try:
        async with context.database.write() as session:
            await service.plan_group(session, actor_of(manager), specialist.id, wanted)
    except SlotTaken:
        manager.dialog_data["problem"] = texts(
            "⚠️ You have something else at that time. When else could it be?"
        )
        await manager.switch_to(Groups.when)
        return
    await note(manager, texts("Planned. Parents see it now."))
    await manager.switch_to(Groups.list)


def to_list() -> SwitchTo:
    return SwitchTo(T("⬅️ To the groups"), id="to_list", state=Groups.list)


windows = (
    Window(
        T("As what do you meet them?"),
        choices("speciality", "specialities", choose_speciality),
        to_list(),
        state=Groups.speciality,
        getter=speciality_window,
    ),
    Window(
        T("What is it about? One line that parents will read, for example: «How children sleep»."),
        Given("problem", when="problem"),
        TextInput(id="topic", on_success=type_topic),
        to_list(),
        state=Groups.topic,
        getter=problem_window,
    ),
    Window(
        T("When? Type the day and the hour, for example: 12 April 18:00, or Friday 18:30."),
        Given("problem", when="problem"),
        TextInput(id="when", on_success=type_when),
        to_list(),
        state=Groups.when,
        getter=problem_window,
    ),
    Window(
        T("How long?"),
        choices("length", "lengths", choose_length, width=2),
        to_list(),
        state=Groups.length,
        getter=length_window,
    ),
    Window(
        T("How many seats? Tap, or type: 12 seats."),
        Given("problem", when="problem"),
        choices(f"{WORDS}seats", "seats", choose_seats, width=3),
        TextInput(id="typed_seats", on_success=type_seats),
        to_list(),
        state=Groups.seats,
        getter=seats_window,
    ),
    Window(
        T("How do you meet?"),
        Button(T("💻 Online"), id=Format.ONLINE.value, on_click=choose_format),
        Button(T("🏠 In person"), id=Format.IN_PERSON.value, on_click=choose_format),
        to_list(),
        state=Groups.format,
    ),
    Window(
        Given("text"),
        Given("problem", when="problem"),
        Button(T("✅ Plan it"), id="plan", on_click=plan),
        to_list(),
        state=Groups.check,
        getter=check_window,
    ),
)
