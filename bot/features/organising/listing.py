"""🗂 What an organiser has in hand, and what was over of late; here a new event begins."""

from collections.abc import Sequence
from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Group, Start

from bot.context import BotContext
from bot.dialogs import Given, T, choices, start_data, to_menu
from bot.features.organising.steps import unfinished
from bot.paging import part_of, turning
from bot.states import Events, Organise, PlanEvent
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.events.planning import queries
from community.events.planning.kinds import EventState
from community.events.planning.models import Event


def state_sign(state: EventState) -> str:
    return {
        EventState.DRAFT: "📝",
        EventState.ANNOUNCED: "📣",
        EventState.HELD: "✅",
        EventState.CLOSED: "🏁",
        EventState.CANCELLED: "⛔",
    }[state]


async def begin(_start_with: Any, manager: DialogManager) -> None:
    """`event` and `said`, where it is opened at the desk of one."""
    manager.dialog_data.update(start_data(manager))


async def list_window(
    context: BotContext, actor: Actor, dialog_manager: DialogManager, texts: Texts, **_: Any
) -> dict[str, Any]:
    """Raises NotAllowed for whoever may not organise, or no longer."""
    actor.require(Action.EVENT_MANAGE)
    async with context.database.read() as session:
        in_hand = await queries.to_organise(session, actor)
        over = await queries.lately_over(session, actor)
    part = part_of(dialog_manager, [*in_hand, *over])
    return {
        "text": _intro(in_hand, over, dialog_manager.dialog_data.pop("said", None), texts),
        "events": [(str(one.id), _label(one, texts)) for one in part.items],
        **part.buttons,
    }


def _intro(in_hand: Sequence[Event], over: Sequence[Event], said: str | None, texts: Texts) -> str:
    words = {
        "dropped": texts("✓ The draft is gone."),
        "repeated": texts("✓ Done. Here they all are."),
    }
    lines = [words.get(said or "", ""), texts("🗂 <b>Organised by me</b>")]
    if not in_hand and not over:
        lines.append(
            texts(
                "Nothing yet. A picnic, a walk, a talk with a psychologist: put it together in a"
                " few taps, and I do the sign-ups, the reminders and the lists."
            )
        )
    else:
        lines.append(texts("📝 a draft · 📣 announced · ✅ say who came · 🏁 over · ⛔ called off"))
    return "\n\n".join(filter(None, lines))


def _label(event: Event, texts: Texts) -> str:
    return f"{state_sign(event.state)} {texts.moment(event.starts_at)} · {event.title}"


async def open_desk(
    _query: CallbackQuery, _select: Any, manager: DialogManager, event_id: str
) -> None:
    manager.dialog_data.update(event=int(event_id), said=None, sure=None)
    await manager.switch_to(Organise.desk)


async def begin_new(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What was begun and left comes first."""
    known = await unfinished(manager)
    state = PlanEvent.unfinished if known else PlanEvent.title
    await manager.start(state, mode=StartMode.RESET_STACK, show_mode=ShowMode.EDIT)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("event", "events", open_desk),
            turning(),
            Button(T("➕ A new event"), id="new", on_click=begin_new),
            Group(
                Start(
                    T("⬅️ Events"),
                    id="to_events",
                    state=Events.list,
                    mode=StartMode.RESET_STACK,
                ),
                to_menu(),
                width=2,
            ),
            state=Organise.list,
            getter=list_window,
        ),
    )
