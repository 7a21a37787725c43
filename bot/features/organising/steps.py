"""From step to step of a plan: on, back, and straight to the check where one thing is changed."""

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import DialogManager, StartMode, Window
from aiogram_dialog.widgets.input import TextInput
from aiogram_dialog.widgets.kbd import Button, Keyboard

from bot.answers import problem_of
from bot.dialogs import Given, T, actor_of
from bot.features.organising.drafts import Draft
from bot.states import Organise, PlanEvent
from bot.texts import Texts
from community.core.actor import Action, Actor

_STEPS = (
    PlanEvent.title,
    PlanEvent.kind,
    PlanEvent.when,
    PlanEvent.length,
    PlanEvent.format,
    PlanEvent.place,
    PlanEvent.link,
    PlanEvent.guests,
    PlanEvent.districts,
    PlanEvent.seats,
    PlanEvent.about,
    PlanEvent.check,
)
# Whoever changes the one is asked for the next as well.
_WHERE = (PlanEvent.format, PlanEvent.place)
_WHERES = (PlanEvent.place, PlanEvent.link)
_UNFINISHED = "unfinished_event"
Describe = Callable[[Draft, Texts], str]
TakeText = Callable[[DialogManager, str], Awaitable[None]]


def may_choose_districts(actor: Actor) -> bool:
    """Whoever works for one district plans for it, and is not asked."""
    reach = actor.require(Action.EVENT_MANAGE)
    return reach.districts is None or len(reach.districts) > 1


def route(draft: Draft, actor: Actor) -> list[State]:
    """The steps that this event needs."""
    left_out = set()
    if draft.format and not draft.is_in_person:
        left_out.add(PlanEvent.place)
    if draft.format and not draft.is_online:
        left_out.add(PlanEvent.link)
    if not may_choose_districts(actor):
        left_out.add(PlanEvent.districts)
    return [step for step in _STEPS if step not in left_out]


async def go_on(manager: DialogManager, draft: Draft, *, after: State | None = None) -> None:
    """`after`: a later step, where an answer has made its question needless."""
    steps = route(draft, actor_of(manager))
    step = after or current(manager)
    following = steps[steps.index(step) + 1]
    if manager.dialog_data.get("changing") and not (step in _WHERE and following in _WHERES):
        following = PlanEvent.check
    await keep(manager, draft, following)
    await manager.switch_to(following)


def current(manager: DialogManager) -> State:
    step = manager.current_context().state
    assert step is not None
    return step


async def go_back(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    if manager.dialog_data.get("changing"):
        await manager.switch_to(PlanEvent.check)
        return
    steps = route(Draft.of(manager), actor_of(manager))
    number = steps.index(current(manager))
    if number:
        await manager.switch_to(steps[number - 1])
    else:
        await manager.start(Organise.list, mode=StartMode.RESET_STACK)


async def keep_it(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """As it stands."""
    await go_on(manager, Draft.of(manager))


async def keep(manager: DialogManager, draft: Draft, step: State) -> None:
    """Also apart from the dialog, which ends with any command: a plan is made between two others.

    `step` is where it goes on.
    """
    draft.keep(manager)
    if "event" not in manager.dialog_data:
        kept = {"draft": dict(vars(draft)), "step": step.state}
        await _storage(manager).update_data({_UNFINISHED: kept})


async def forget(manager: DialogManager) -> None:
    await _storage(manager).update_data({_UNFINISHED: None})


async def unfinished(manager: DialogManager) -> tuple[Draft, State] | None:
    kept = (await _storage(manager).get_data()).get(_UNFINISHED)
    if not kept:
        return None
    return Draft(**kept["draft"]), next(step for step in _STEPS if step.state == kept["step"])


def _storage(manager: DialogManager) -> FSMContext:
    state: FSMContext = manager.middleware_data["state"]
    return state


def asking(
    state: State,
    question: T,
    take: TakeText,
    describe: Describe,
    *rows: Keyboard,
    more: Callable[..., Awaitable[dict[str, Any]]] | None = None,
) -> Window:
    """A step that is answered by typing. What was said before stands there, and may stay."""

    async def getter(dialog_manager: DialogManager, texts: Texts, **data: Any) -> dict[str, Any]:
        said = describe(Draft.of(dialog_manager), texts)
        known = await more(dialog_manager=dialog_manager, texts=texts, **data) if more else {}
        return {
            "now": texts("\nNow: {said}", said=said) if said else "",
            **problem_of(dialog_manager),
            **known,
        }

    async def typed(_message: Message, _input: Any, manager: DialogManager, text: str) -> None:
        await take(manager, text)

    return Window(
        question,
        Given("now", when="now"),
        Given("problem", when="problem"),
        *rows,
        TextInput(id="typed", on_success=typed),
        Button(T("➡️ Leave it so"), id="keep", on_click=keep_it, when="now"),
        back_button(),
        state=state,
        getter=getter,
    )


def back_button() -> Button:
    return Button(T("⬅️ Back"), id="back", on_click=go_back)
