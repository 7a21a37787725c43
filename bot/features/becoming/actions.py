"""What the buttons and answers of becoming a specialist do."""

from typing import Any

from aiogram.filters import CommandObject
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.kbd import Button

from bot.context import BotContext
from bot.dialogs import actor_of, context_of, open_at
from bot.features.schedule import desk
from bot.states import Becoming, Schedule
from community.consultations.specialists import queries, service
from community.consultations.specialists.errors import SpecialistCodeUnknown
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.rules import ABOUT_LIMIT
from community.consultations.specialists.service import Profile
from community.core.actor import Actor
from community.membership.documents import queries as documents
from community.membership.documents import service as document_service
from community.membership.documents.errors import VersionOutdated
from community.membership.people.rules import clean_name

PREFIX = "spe_"


async def open_invitation(
    _message: Message,
    command: CommandObject,
    context: BotContext,
    actor: Actor,
    dialog_manager: DialogManager,
) -> None:
    """Whoever opens their own link once more goes on; a code that fails says why."""
    code = (command.args or "").removeprefix(PREFIX)
    try:
        async with context.database.write() as session:
            await service.claim(session, actor, code)
    except SpecialistCodeUnknown:
        async with context.database.read() as session:
            known = await queries.own(session, actor)
        if known is None or known.state is SpecialistState.LEFT:
            raise
        await open_at(dialog_manager, Schedule.main)
        return
    await open_at(dialog_manager, Becoming.documents)


async def begin(_start_data: Any, manager: DialogManager) -> None:
    """What is known already stands there; whoever agreed to all documents goes on at once."""
    specialist_id = await desk.own_id(manager)
    async with context_of(manager).database.read() as session:
        card = await queries.card(session, actor_of(manager), specialist_id)
    one = card.specialist
    manager.dialog_data.update(
        alias=one.alias,
        about=one.about or "",
        specialities=[row.id for row in card.specialities],
        languages=list(one.languages),
        formats=[*(["online"] if one.online else []), *(["in_person"] if one.in_person else [])],
        home=one.district_id,
        travels=[row.id for row in card.districts],
        is_new=one.state is SpecialistState.CANDIDATE,
    )
    is_first = manager.current_context().state is Becoming.documents
    if is_first and not await _documents_left(manager):
        await manager.switch_to(Becoming.name)


async def _documents_left(manager: DialogManager) -> list[documents.Shown]:
    person = manager.middleware_data["person"]
    async with context_of(manager).database.read() as session:
        return await documents.still_to_accept(session, person.id, person.language)


async def accept(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    left = await _documents_left(manager)
    if left:
        try:
            async with context_of(manager).database.write() as session:
                actor = actor_of(manager)
                await document_service.accept(session, actor, left[0].version_id)
        except VersionOutdated:  # the window shows the new version
            return
    if len(left) <= 1:
        await manager.switch_to(Becoming.name)


async def take_name(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    name = clean_name(text)
    if name is None:
        manager.dialog_data["problem"] = "name"
        return
    manager.dialog_data["alias"] = name
    await manager.switch_to(Becoming.specialities)


async def take_about(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text.strip()) > ABOUT_LIMIT:
        manager.dialog_data["problem"] = "about"
        return
    manager.dialog_data["about"] = text.strip()
    await manager.switch_to(Becoming.languages)


def toggling(field: str, *, numbers: bool = False) -> Any:
    """A tap puts an item on the list, or takes it off."""

    async def toggle(_query: CallbackQuery, _select: Any, manager: DialogManager, it: str) -> None:
        chosen, item = manager.dialog_data[field], int(it) if numbers else it
        manager.dialog_data[field] = (
            [one for one in chosen if one != item] if item in chosen else [*chosen, item]
        )

    return toggle


async def choose_home(
    _query: CallbackQuery, _select: Any, manager: DialogManager, district: str
) -> None:
    manager.dialog_data["home"] = int(district)
    await manager.switch_to(Becoming.travels)


async def no_home(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["home"] = None
    await manager.switch_to(Becoming.travels)


async def save(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """How long a consultation is and how many at once is kept: /schedule has its own screens."""
    context, actor, draft = context_of(manager), actor_of(manager), manager.dialog_data
    one = await desk.mine(context, actor)
    profile = Profile(
        alias=draft["alias"],
        about=draft["about"],
        speciality_ids=draft["specialities"],
        district_id=draft["home"],
        travels_to=draft["travels"],
        languages=draft["languages"],
        online="online" in draft["formats"],
        in_person="in_person" in draft["formats"],
        load_limit=one.load_limit,
        minutes=one.minutes,
        buffer_minutes=one.buffer_minutes,
    )
    async with context.database.write() as session:
        await service.describe(session, actor, one.id, profile)
    await manager.switch_to(Becoming.done)


async def to_schedule(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await manager.start(Schedule.main, mode=StartMode.RESET_STACK)
