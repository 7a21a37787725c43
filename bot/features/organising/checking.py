"""The last look: the card as families will see it; changed, kept as a draft, announced."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, SwitchTo
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answers import complain
from bot.dialogs import Given, T, actor_of, choices, context_of, texts_of
from bot.features.events.card_text import card_text
from bot.features.events.looks import Shown
from bot.features.organising import preview
from bot.features.organising.drafts import Draft
from bot.features.organising.steps import forget, go_back, may_choose_districts
from bot.sentences import sentence
from bot.states import Organise, PlanEvent
from bot.texts import Texts
from community.core.actor import Actor
from community.core.errors import DomainError, InvalidInput
from community.events.attending import queries as attending
from community.events.planning import queries, service
from community.events.planning.errors import (
    DistrictOutOfReach,
    EventInThePast,
    QuestionsAnswered,
)
from community.events.planning.parts import plan_of
from community.events.planning.rules import EventPlan

_REFUSALS = (InvalidInput, EventInThePast, DistrictOutOfReach, QuestionsAnswered)


async def check_window(
    dialog_manager: DialogManager, actor: Actor, texts: Texts, **_: Any
) -> dict[str, Any]:
    problem = dialog_manager.dialog_data.pop("problem", "")
    event_id, differs = dialog_manager.dialog_data.get("event"), False
    async with context_of(dialog_manager).database.read() as session:
        if event_id is None:
            said = [texts("👀 <b>This is what families will see.</b> Is everything right?")]
            shown = await preview.of_new(session, Draft.of(dialog_manager).plan())
        else:
            said, shown, differs = await _of_change(session, actor, dialog_manager, texts)
    text, _cut = card_text(shown, texts, said="\n".join(filter(None, [problem, *said])))
    return {
        "text": text,
        "is_new": event_id is None,
        "is_change": event_id is not None,
        "differs": differs,
    }


async def _of_change(
    session: AsyncSession, actor: Actor, manager: DialogManager, texts: Texts
) -> tuple[list[str], Shown, bool]:
    former, plan = await _plans(session, actor, manager)
    event_id = int(manager.dialog_data["event"])
    if former == plan:
        said = [texts("👀 So it stands now. Tap «✏️ Change» and choose what is to be different.")]
    else:
        desk = await attending.desk(session, actor, event_id)
        said = [
            texts("👀 <b>So it will be.</b>"),
            *preview.consequences(desk, former, plan, texts),
        ]
    return said, await preview.of_change(session, actor, event_id, plan), former != plan


async def _plans(
    session: AsyncSession, actor: Actor, manager: DialogManager
) -> tuple[EventPlan, EventPlan]:
    """As it stands in this moment, and with what was changed here."""
    event = await queries.managed(session, actor, int(manager.dialog_data["event"]))
    stands = plan_of(event, await queries.details(session, event.id))
    former = Draft(**manager.dialog_data["former"])
    return stands, Draft.of(manager).over(stands, former)


async def save(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    actor = actor_of(manager)
    try:
        async with context_of(manager).database.write() as session:
            _, plan = await _plans(session, actor, manager)
            event = await service.change(session, actor, manager.dialog_data["event"], plan)
    except _REFUSALS as error:
        _refuse(manager, error)
        return
    await _to_desk(manager, event.id, "changed")


async def keep_draft(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    try:
        async with context_of(manager).database.write() as session:
            event = await service.draft(session, actor_of(manager), Draft.of(manager).plan())
    except _REFUSALS as error:
        _refuse(manager, error)
        return
    await forget(manager)
    await _to_desk(manager, event.id, "drafted")


async def announce(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What lies in the past is refused before anything is written."""
    plan, context = Draft.of(manager).plan(), context_of(manager)
    try:
        if plan.starts_at <= context.database.clock.now():
            raise EventInThePast
        async with context.database.write() as session:
            event = await service.draft(session, actor_of(manager), plan)
            await service.announce(session, actor_of(manager), event.id)
    except _REFUSALS as error:
        _refuse(manager, error)
        return
    await forget(manager)
    data = {"event": event.id, "said": "announced"}
    await manager.start(Organise.chats, data=data, mode=StartMode.RESET_STACK)


def _refuse(manager: DialogManager, error: DomainError) -> None:
    complain(manager, f"⚠️ {sentence(error, texts_of(manager))}")


async def _to_desk(manager: DialogManager, event_id: int, said: str) -> None:
    data = {"event": event_id, "said": said}
    await manager.start(Organise.desk, data=data, mode=StartMode.RESET_STACK)


async def leave_it(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    data = {"event": manager.dialog_data["event"]}
    await manager.start(Organise.desk, data=data, mode=StartMode.RESET_STACK)


async def step_back(query: CallbackQuery, button: Button, manager: DialogManager) -> None:
    manager.dialog_data.pop("changing", None)
    await go_back(query, button, manager)


async def change_window(actor: Actor, texts: Texts, **_: Any) -> dict[str, Any]:
    names = {
        PlanEvent.title: texts("The name"),
        PlanEvent.kind: texts("What it is"),
        PlanEvent.when: texts("When"),
        PlanEvent.length: texts("How long"),
        PlanEvent.format: texts("Where"),
        PlanEvent.guests: texts("For whom"),
        PlanEvent.districts: texts("Districts"),
        PlanEvent.seats: texts("Seats"),
        PlanEvent.about: texts("Description"),
    }
    if not may_choose_districts(actor):
        del names[PlanEvent.districts]
    return {"steps": [(_name_of(step), name) for step, name in names.items()]}


def _name_of(step: Any) -> str:
    return str(step.state).partition(":")[2]


async def choose_step(
    _query: CallbackQuery, _select: Any, manager: DialogManager, name: str
) -> None:
    manager.dialog_data["changing"] = True
    await manager.switch_to(getattr(PlanEvent, name))


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            Button(T("📣 Announce"), id="announce", on_click=announce, when="is_new"),
            Button(T("💾 Keep as a draft"), id="draft", on_click=keep_draft, when="is_new"),
            Button(T("💾 Save"), id="save", on_click=save, when="differs"),
            SwitchTo(T("✏️ Change"), id="change", state=PlanEvent.change),
            Button(T("⬅️ Back"), id="back", on_click=step_back, when="is_new"),
            Button(T("⬅️ Leave it as it was"), id="leave", on_click=leave_it, when="is_change"),
            state=PlanEvent.check,
            getter=check_window,
        ),
        Window(
            T("✏️ What shall be different?"),
            choices("step", "steps", choose_step, width=2),
            SwitchTo(T("⬅️ Back"), id="to_check", state=PlanEvent.check),
            state=PlanEvent.change,
            getter=change_window,
        ),
    )
