"""What it is: the name, the kind, a short description; and a plan that was begun before."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button
from markupsafe import Markup

from bot.answers import too_long
from bot.dialogs import T, actor_of, choices, context_of, start_data
from bot.features.events.words import kind_names
from bot.features.organising.drafts import Draft
from bot.features.organising.steps import asking, back_button, forget, go_on, unfinished
from bot.states import PlanEvent
from bot.texts import Texts
from community.core.actor import Action
from community.core.markdown import to_html
from community.events.planning import queries
from community.events.planning.kinds import EventKind
from community.events.planning.parts import plan_of
from community.events.planning.rules import TEXT_LIMIT, TITLE_LIMIT


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """An event that is there is changed; a new one begins with its name. Raises NotAllowed."""
    opened = start_data(manager)
    reach = actor_of(manager).require(Action.EVENT_MANAGE)
    manager.dialog_data.update(opened)
    if event_id := opened.get("event"):
        former = Draft.of_plan(await _plan_of(manager, int(event_id)))
        former.keep(manager)
        manager.dialog_data.update(former=dict(vars(former)), changing=True)
    else:
        Draft.begun(reach).keep(manager)


async def _plan_of(manager: DialogManager, event_id: int) -> Any:
    async with context_of(manager).database.read() as session:
        event = await queries.managed(session, actor_of(manager), event_id)
        return plan_of(event, await queries.details(session, event_id))


async def unfinished_window(dialog_manager: DialogManager, **_: Any) -> dict[str, Any]:
    kept = await unfinished(dialog_manager)
    return {"title": kept[0].title if kept else "…"}


async def take_up(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    kept = await unfinished(manager)
    if kept is None:
        await manager.switch_to(PlanEvent.title)
        return
    draft, step = kept
    draft.keep(manager)
    await manager.switch_to(step)


async def begin_anew(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await forget(manager)
    await manager.switch_to(PlanEvent.title)


async def take_title(manager: DialogManager, text: str) -> None:
    draft, title = Draft.of(manager), " ".join(text.split())
    if len(title) > TITLE_LIMIT:
        too_long(manager, TITLE_LIMIT)
        return
    draft.title = title
    await go_on(manager, draft)


async def kind_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    chosen = Draft.of(dialog_manager).kind
    return {
        "kinds": [
            (kind.value, f"✓ {name}" if kind == chosen else name)
            for kind, name in kind_names(texts).items()
        ]
    }


async def choose_kind(
    _query: CallbackQuery, _select: Any, manager: DialogManager, kind: str
) -> None:
    draft = Draft.of(manager)
    draft.kind = EventKind(kind).value
    await go_on(manager, draft)


async def take_about(manager: DialogManager, text: str) -> None:
    draft, about = Draft.of(manager), text.strip()
    if len(about) > TEXT_LIMIT:
        too_long(manager, TEXT_LIMIT)
        return
    draft.about = about
    await go_on(manager, draft)


async def without_about(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.about = ""
    await go_on(manager, draft)


def _shown_about(draft: Draft, _texts: Texts) -> str:
    return Markup("\n{}").format(to_html(draft.about)) if draft.about else ""


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T("You have begun an event and not finished it: <b>{title}</b>."),
            Button(T("➡️ Go on with it"), id="take_up", on_click=take_up),
            Button(T("🆕 Begin another one"), id="anew", on_click=begin_anew),
            state=PlanEvent.unfinished,
            getter=unfinished_window,
        ),
        asking(
            PlanEvent.title,
            T(
                "🗂 <b>A new event</b>\n\nWhat is it called? One line, for example: Picnic at the"
                " lake."
            ),
            take_title,
            lambda draft, _: draft.title,
        ),
        Window(
            T("What is it?"),
            choices("kind", "kinds", choose_kind),
            back_button(),
            state=PlanEvent.kind,
            getter=kind_window,
        ),
        asking(
            PlanEvent.about,
            T(
                "A few words about it: what there will be, what to take along. Several lines are"
                " fine.\n\nNo names of children, please: everybody who is invited reads it."
            ),
            take_about,
            _shown_about,
            Button(T("⏭ Without a description"), id="without", on_click=without_about),
        ),
    )
