"""The first screen of /schedule: how it stands, who comes, who waits, and the way to the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Row, Start, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.aliases import alias_in_words
from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, context_of, open_at, texts_of, to_menu
from bot.features.helping.cards import card_screen
from bot.features.helping.words import format_name, speciality_name
from bot.features.schedule.desk import mine
from bot.features.schedule.words import clock, state_words
from bot.screen import replace
from bot.states import Becoming, Groups, Schedule
from bot.texts import Texts
from community.consultations.booking import queries as bookings
from community.consultations.booking.models import Consultation
from community.consultations.requests import queries as requests
from community.consultations.requests.aliases import asker_alias
from community.consultations.requests.kinds import RequestState
from community.consultations.requests.models import HelpRequest
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor
from community.core.clock import local_now, zone_of
from community.core.errors import NotFound

_SHOWN = 8
_AHEAD = timedelta(days=7)
_WORKS = (SpecialistState.ACTIVE, SpecialistState.PAUSED)


@dataclass(frozen=True)
class _View:
    card: specialists.Card
    today: Sequence[str]
    week: Sequence[str]
    requests: Sequence[tuple[str, str]]
    in_hand: int
    outside: int


async def main_window(context: BotContext, actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    specialist = await mine(context, actor)
    async with context.database.read() as session:
        view = await _view(session, actor, specialist, texts)
    return {
        "text": "\n\n".join(_blocks(view, texts)),
        "requests": view.requests,
        "active": specialist.state is SpecialistState.ACTIVE,
        "outside": view.outside,
        "has_outside": view.outside > 0,
    }


async def more_window(context: BotContext, actor: Actor, **_: Any) -> dict[str, Any]:
    specialist = await mine(context, actor)
    return {
        "works": specialist.state in _WORKS,
        "active": specialist.state is SpecialistState.ACTIVE,
        "paused": specialist.state is SpecialistState.PAUSED,
        "minutes": specialist.minutes,
        "buffer": specialist.buffer_minutes,
        "limit": specialist.load_limit,
    }


async def _view(session: AsyncSession, actor: Actor, specialist: Specialist, texts: Texts) -> _View:
    now, zone = local_now(session), zone_of(session)
    coming = await bookings.of_specialist(session, specialist.id)
    today = [one for one in coming if one.starts_at.astimezone(zone).date() == now.date()]
    later = [
        one
        for one in coming
        if now.date() < one.starts_at.astimezone(zone).date() <= (now + _AHEAD).date()
    ]
    held = await requests.in_hand_of(session, actor)
    return _View(
        card=await specialists.card(session, actor, specialist.id),
        today=[await _line(session, one, texts, with_day=False) for one in today],
        week=[await _line(session, one, texts) for one in later[:_SHOWN]],
        requests=[await _labelled(session, one, texts) for one in held[:_SHOWN]],
        in_hand=len(held),
        outside=len(await bookings.clashes(session, specialist)),
    )


async def _line(
    session: AsyncSession, one: Consultation, texts: Texts, *, with_day: bool = True
) -> str:
    at = one.starts_at.astimezone(texts.zone)
    request = await requests.request(session, one.request_id)
    return texts(
        "• {moment}, {format}: {name}",
        moment=f"{texts.weekday(at.date())}, {clock(at.time())}" if with_day else clock(at.time()),
        format=format_name(one.format, texts),
        name=alias_in_words(await asker_alias(session, request), texts),
    )


async def _labelled(session: AsyncSession, request: HelpRequest, texts: Texts) -> tuple[str, str]:
    name = alias_in_words(await asker_alias(session, request), texts)
    if request.state is RequestState.OFFERED:
        return str(request.id), texts("❔ {name}: will you take it?", name=name)
    return str(request.id), texts("📋 {name}", name=name)


def _blocks(view: _View, texts: Texts) -> list[str]:
    specialist = view.card.specialist
    names = ", ".join(speciality_name(one, texts) for one in view.card.specialities)
    head = [
        texts(
            "🗓 <b>Schedule</b>: {name}, {specialities}", name=specialist.alias, specialities=names
        ),
        state_words(specialist, texts),
    ]
    if specialist.state not in _WORKS:
        return ["\n".join(head)]
    head.append(
        texts(
            "Requests in hand: {count} of {limit}", count=view.in_hand, limit=specialist.load_limit
        )
    )
    today = ["\n".join([texts("<b>Today</b>"), *view.today])] if view.today else []
    week = ["\n".join([texts("<b>The coming week</b>"), *view.week])] if view.week else []
    nothing = [] if today or week else [texts("Nobody is booked for the coming week.")]
    return ["\n".join(head), *today, *week, *nothing]


async def to_card(
    query: CallbackQuery, _select: Any, manager: DialogManager, request_id: str
) -> None:
    """The card stands where the screen stood; its button leads back."""
    texts = texts_of(manager)
    async with context_of(manager).database.read() as session:
        screen = await card_screen(session, actor_of(manager), int(request_id), texts)
    await manager.done(show_mode=ShowMode.NO_UPDATE)
    await replace(query, screen)


async def open_schedule(
    message: Message, context: BotContext, actor: Actor, texts: Texts, dialog_manager: DialogManager
) -> None:
    try:
        await mine(context, actor)
    except NotFound:
        await message.answer(texts("This is for specialists of the club. Your menu is here: /menu"))
        return
    await open_at(dialog_manager, Schedule.main)


async def back_to_schedule(
    query: CallbackQuery, context: BotContext, actor: Actor, dialog_manager: DialogManager
) -> None:
    """From a card: the screen takes its place."""
    await mine(context, actor)
    await dialog_manager.start(Schedule.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.EDIT)
    await query.answer()


main = Window(
    Given("text"),
    choices("request", "requests", to_card),
    SwitchTo(
        T("⚠️ Outside your hours: {outside}"),
        id="outside",
        state=Schedule.clashes,
        when="has_outside",
    ),
    Row(
        SwitchTo(T("🕘 The week"), id="week", state=Schedule.week),
        SwitchTo(T("📅 One day"), id="days", state=Schedule.days),
    ),
    Row(
        SwitchTo(T("🌴 Time off"), id="away", state=Schedule.away),
        Start(T("👥 Groups"), id="groups", state=Groups.list, when="active"),
    ),
    Row(
        SwitchTo(T("⚙️ Settings, pause"), id="more", state=Schedule.more),
    ),
    to_menu(),
    state=Schedule.main,
    getter=main_window,
)


more = Window(
    T(
        "⚙️ A consultation: {minutes} minutes, then {buffer} to breathe. Requests at once: up to"
        " {limit}."
    ),
    SwitchTo(T("⏱ How long it lasts"), id="pace", state=Schedule.pace),
    SwitchTo(T("📥 How many at once"), id="load", state=Schedule.load),
    Start(T("✏️ About me"), id="about", state=Becoming.name),
    SwitchTo(T("🔗 My link for families"), id="link", state=Schedule.link, when="works"),
    SwitchTo(T("📆 My calendar"), id="calendar", state=Schedule.calendar),
    SwitchTo(T("⏸ Pause"), id="pause", state=Schedule.pause, when="active"),
    SwitchTo(T("▶️ Come back"), id="resume", state=Schedule.pause, when="paused"),
    SwitchTo(T("⬅️ Back"), id="to_main", state=Schedule.main),
    state=Schedule.more,
    getter=more_window,
)


def create_router() -> Router:
    """For the private chat alone."""
    router = Router(name="schedule")
    router.message.register(open_schedule, Command("schedule"))
    router.callback_query.register(back_to_schedule, F.data == "sch:open")
    return router
