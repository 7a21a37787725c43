"""What the buttons and answers of joining do."""

from typing import Any

from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode
from aiogram_dialog.widgets.kbd import Button

from bot.context import BotContext
from bot.features.joining.steps import after, before, form, steps
from bot.states import Joining, Menu
from community.core.errors import NotFound
from community.membership.districts.queries import active_districts, district_by_name
from community.membership.documents import queries as documents
from community.membership.documents import service as document_service
from community.membership.documents.errors import ConsentMissing, VersionOutdated
from community.membership.leaving.service import come_back
from community.membership.people.errors import FamilyCodeUnknown
from community.membership.people.queries import person as load_person
from community.membership.people.rules import clean_name, is_code, read_code
from community.membership.verification import service as verification
from community.membership.verification import tries
from community.membership.verification.models import ApplicantKind
from community.membership.verification.rules import ABOUT_LIMIT


def _context(manager: DialogManager) -> BotContext:
    context: BotContext = manager.middleware_data["context"]
    return context


async def begin(start_data: Any, manager: DialogManager) -> None:
    """Start with what the deep link brought; whoever agreed to everything goes on at once."""
    manager.dialog_data.update(start_data or {})
    if manager.dialog_data.get("invitation_code"):
        manager.dialog_data["kind"] = ApplicantKind.PARENT
    if not await _documents_left(manager):
        await manager.switch_to(after(Joining.documents, manager.dialog_data))


async def _documents_left(manager: DialogManager) -> list[documents.Shown]:
    person = manager.middleware_data["person"]
    async with _context(manager).database.read() as session:
        return await documents.still_to_accept(session, person.id, person.language)


async def accept(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    left = await _documents_left(manager)
    if left:
        async with _context(manager).database.write() as session:
            try:
                actor = manager.middleware_data["actor"]
                await document_service.accept(session, actor, left[0].version_id)
            except VersionOutdated:  # the window shows the new version
                return
    if len(left) > 1:
        return
    if manager.dialog_data.get("returning"):
        await _come_back(manager)
    else:
        await manager.switch_to(_next_open(manager))


async def _come_back(manager: DialogManager) -> None:
    """Somebody who left has agreed to everything again: nothing else is asked."""
    async with _context(manager).database.write() as session:
        person = await come_back(session, manager.middleware_data["actor"])
    manager.middleware_data["person"] = person
    await manager.start(Menu.main, mode=StartMode.RESET_STACK)


def _next_open(manager: DialogManager) -> Any:
    """The first step that is not answered yet: after a change of documents nothing is retyped."""
    draft = manager.dialog_data
    answered = {
        Joining.kind: "kind",
        Joining.code: "family_code",
        Joining.given: "given",
        Joining.family: "family",
        Joining.district: "district_id",
        Joining.about: "about",
    }
    for step in steps(draft)[1:]:
        if step not in answered or answered[step] not in draft:
            return step
    return Joining.check


async def step_back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data.pop("problem", None)
    state = manager.current_context().state
    if state is Joining.code and manager.dialog_data.get("kind") is None:
        await manager.switch_to(Joining.kind)
        return
    earlier = before(state, manager.dialog_data)
    if earlier is None:
        await manager.start(Menu.main, mode=StartMode.RESET_STACK)
    else:
        await manager.switch_to(earlier)


async def choose_kind(_query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data["kind"] = button.widget_id
    manager.dialog_data.pop("invitation_code", None)
    await manager.switch_to(after(Joining.kind, manager.dialog_data))


async def ask_for_code(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data.pop("kind", None)
    await manager.switch_to(Joining.code)


async def take_code(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    entered = read_code(text.removeprefix("inv_"))
    if not is_code(entered):
        manager.dialog_data["problem"] = "code"
        return
    manager.dialog_data.pop("problem", None)
    if manager.dialog_data.get("kind") == ApplicantKind.FAMILY_MEMBER:
        manager.dialog_data["family_code"] = entered
        await manager.switch_to(_next_open(manager))
        return
    async with _context(manager).database.write() as session:
        await tries.look_up_invitation(session, manager.middleware_data["actor"], entered)
    manager.dialog_data.update(invitation_code=entered, kind=ApplicantKind.PARENT)
    await manager.switch_to(after(Joining.documents, manager.dialog_data))


async def take_given(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    await _take_name(manager, "given", Joining.given, text)


async def take_family(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    await _take_name(manager, "family", Joining.family, text)


async def _take_name(manager: DialogManager, field: str, step: Any, text: str) -> None:
    name = clean_name(text)
    if name is None:
        manager.dialog_data["problem"] = "name"
        return
    manager.dialog_data.pop("problem", None)
    manager.dialog_data[field] = name
    await manager.switch_to(after(step, manager.dialog_data))


async def choose_district(
    _query: CallbackQuery, _select: Any, manager: DialogManager, item_id: str
) -> None:
    manager.dialog_data.pop("problem", None)
    manager.dialog_data["district_id"] = int(item_id)
    await manager.switch_to(after(Joining.district, manager.dialog_data))


async def type_district(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    """A name typed whole, or by its beginning when only one district begins so."""
    async with _context(manager).database.read() as session:
        try:
            found = await district_by_name(session, text)
        except NotFound:
            begins = [
                row
                for row in await active_districts(session)
                if row.name.lower().startswith(text.strip().lower())
            ]
            if len(begins) != 1:
                manager.dialog_data["problem"] = "district"
                return
            found = begins[0]
    await choose_district(None, None, manager, str(found.id))  # type: ignore[arg-type]


async def take_about(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
    if len(text) > ABOUT_LIMIT:
        manager.dialog_data["problem"] = "about"
        return
    manager.dialog_data.pop("problem", None)
    manager.dialog_data["about"] = text.strip()
    await manager.switch_to(Joining.check)


async def skip_about(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data["about"] = ""
    await manager.switch_to(Joining.check)


async def send(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    actor = manager.middleware_data["actor"]
    database = _context(manager).database
    try:
        async with database.write() as session:
            await verification.apply(session, actor, form(manager.dialog_data))
    except ConsentMissing:  # a document changed meanwhile: read it, nothing else is asked again
        await manager.switch_to(Joining.documents)
        return
    except FamilyCodeUnknown:
        del manager.dialog_data["family_code"]
        manager.dialog_data["problem"] = "family_code"
        await manager.switch_to(Joining.code)
        return
    async with database.read() as session:
        manager.middleware_data["person"] = await load_person(session, actor.person_id)
    await manager.switch_to(Joining.sent)
