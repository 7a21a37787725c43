"""📎 What is left to read or watch, and ⭐ what guests say of it."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from markupsafe import Markup

from bot.answers import complain, problem_of, too_long
from bot.dialogs import Given, T, actor_of, choices, context_of, note, texts_of
from bot.features.events.fitting import pages
from bot.features.organising.desk import event_id_of, managed_event, to_desk
from bot.features.organising.places import with_scheme
from bot.paging import first_page, part_of, turning
from bot.states import Organise
from bot.texts import Texts
from community.core.errors import InvalidInput, NotFound
from community.events.attending.kinds import ComesAgain
from community.events.attending.queries import FEWEST_SHOWN, Feedback
from community.events.attending.queries import feedback as feedback_of
from community.events.planning import materials, queries
from community.events.planning.models import EventMaterial
from community.events.planning.rules import TITLE_LIMIT, check_link


async def _materials(manager: DialogManager) -> list[EventMaterial]:
    event = await managed_event(manager)
    async with context_of(manager).database.read() as session:
        return list((await queries.details(session, event.id)).materials)


async def materials_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    part = part_of(dialog_manager, await _materials(dialog_manager))
    words = texts(
        "📎 <b>Materials</b>\n\nPhotos, a recording, a leaflet: a link with a name. Before the"
        " event those who come get it, afterwards those who were there."
    )
    return {
        "text": words,
        "materials": [(str(one.id), one.title) for one in part.items],
        **part.buttons,
    }


async def open_material(
    _query: CallbackQuery, _select: Any, manager: DialogManager, material_id: str
) -> None:
    manager.dialog_data["material"] = int(material_id)
    await manager.switch_to(Organise.material)


async def material_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    chosen = dialog_manager.dialog_data["material"]
    found = [one for one in await _materials(dialog_manager) if one.id == chosen]
    if not found:
        raise NotFound(kind="material")
    return {"text": Markup("📎 <b>{}</b>\n{}").format(found[0].title, found[0].url)}


async def drop_material(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    async with context_of(manager).database.write() as session:
        await materials.drop_material(session, actor_of(manager), manager.dialog_data["material"])
    await manager.switch_to(Organise.materials)


async def title_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await managed_event(dialog_manager)
    return problem_of(dialog_manager)


async def take_title(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    title = " ".join(text.split())
    if len(title) > TITLE_LIMIT:
        too_long(manager, TITLE_LIMIT)
        return
    manager.dialog_data["title"] = title
    await manager.switch_to(Organise.material_link)


async def link_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    await managed_event(dialog_manager)
    return {"title": dialog_manager.dialog_data.get("title", ""), **problem_of(dialog_manager)}


async def take_link(_message: Any, _input: Any, manager: DialogManager, text: str) -> None:
    texts, link, title = texts_of(manager), with_scheme(text), manager.dialog_data["title"]
    try:
        check_link("url", link)
    except InvalidInput:
        complain(
            manager,
            texts(
                "⚠️ This is no link that begins with https://. Copy it as a whole, for example:"
                " https://disk.yandex.ru/d/12345"
            ),
        )
        return
    async with context_of(manager).database.write() as session:
        await materials.add_material(session, actor_of(manager), event_id_of(manager), title, link)
    await note(manager, texts("Written down."))
    await manager.switch_to(Organise.materials)


async def feedback_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    async with context_of(dialog_manager).database.read() as session:
        given = await feedback_of(session, actor_of(dialog_manager), event_id_of(dialog_manager))
    quotes = [Markup("<blockquote>{}</blockquote>").format(one) for one in given.words]
    part = part_of(dialog_manager, pages(quotes, 2500) or [""], size=1)
    return {
        "text": "\n\n".join(filter(None, [_figures(given, texts), *part.items])),
        **part.buttons,
    }


def _figures(given: Feedback, texts: Texts) -> str:
    head = texts("⭐ <b>What they say</b>")
    count = texts.plural("{count} answer", "{count} answers", given.answers)
    if given.answers < FEWEST_SHOWN:
        why = texts(
            "Answers so far: {count}. I show them from {fewest} on: of fewer one could tell whose"
            " they are.",
            count=given.answers,
            fewest=FEWEST_SHOWN,
        )
        return f"{head}\n\n{why}"
    lines = [head, "", count]
    if given.useful is not None:
        lines.append(texts("How useful it was: {mark} of 5", mark=_number(given.useful, texts)))
    lines.append(
        texts(
            "Would come again: yes {yes}, perhaps {perhaps}, no {no}",
            yes=given.again.get(ComesAgain.YES, 0),
            perhaps=given.again.get(ComesAgain.PERHAPS, 0),
            no=given.again.get(ComesAgain.NO, 0),
        )
    )
    if given.words:
        lines += ["", texts("In their own words, without names and in no order:")]
    return "\n".join(lines)


def _number(mark: float, texts: Texts) -> str:
    return f"{mark:.1f}".replace(".", "," if texts.language == "ru" else ".")


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("material", "materials", open_material),
            turning(),
            SwitchTo(T("➕ Add"), id="add", state=Organise.material_title),
            to_desk(),
            state=Organise.materials,
            getter=materials_window,
        ),
        Window(
            Given("text"),
            Button(T("🗑 Take it away"), id="drop", on_click=drop_material),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.materials, on_click=first_page),
            state=Organise.material,
            getter=material_window,
        ),
        Window(
            T("What is it called? For example: Photos of the picnic."),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_title),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.materials),
            state=Organise.material_title,
            getter=title_window,
        ),
        Window(
            T(
                "The link to «{title}», beginning with https://. As soon as you send it, they get"
                " it."
            ),
            Given("problem", when="problem"),
            TextInput(id="typed", on_success=take_link),
            SwitchTo(T("⬅️ Back"), id="back", state=Organise.material_title),
            state=Organise.material_link,
            getter=link_window,
        ),
        Window(
            Given("text"),
            turning(),
            to_desk(),
            state=Organise.feedback,
            getter=feedback_window,
        ),
    )
