"""What may be added to a place, one question a screen, each of them optional."""

from collections.abc import Mapping, Sequence
from typing import Any

from aiogram.fsm.state import State
from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button, Group, SwitchTo

from bot.dialogs import T, choices, chosen, context_of, to_menu
from bot.features.events import company
from bot.features.events.looks import own_party
from bot.features.events.standing import who_comes
from bot.features.events.words import transport_line
from bot.states import Events
from bot.texts import Texts
from community.events.planning import queries as planning
from community.events.planning.kinds import EventFormat
from community.events.planning.models import EventQuestion
from community.events.signing import queries as signing
from community.events.signing.kinds import Reminders, Transport
from community.events.signing.models import EventAnswer
from community.events.signing.queries import Own

COMPANY, NEEDS, LIFT, REMIND = "company", "needs", "lift", "remind"
_QUESTION = "q"
_SCREENS: Mapping[str, State] = {NEEDS: Events.needs, LIFT: Events.lift, REMIND: Events.reminders}


def reminder_names(texts: Texts) -> Mapping[Reminders, str]:
    return {
        Reminders.BOTH: texts("a day and two hours before"),
        Reminders.DAY: texts("a day before"),
        Reminders.HOURS: texts("two hours before"),
        Reminders.NONE: texts("none"),
    }


def nothing_added(own: Own, answers: Sequence[EventAnswer]) -> bool:
    party = own.party
    return not answers and not party.needs and party.transport is Transport.NONE


def _steps(own: Own, questions: Sequence[EventQuestion]) -> list[str]:
    """The organiser's own questions first. Nobody needs a lift to where one sits at home."""
    asked = [f"{_QUESTION}{question.id}" for question in questions]
    way = [] if own.event.format is EventFormat.ONLINE else [LIFT]
    return [*asked, NEEDS, *way, REMIND]


async def begin_all(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    own = await own_party(manager)
    async with context_of(manager).database.read() as session:
        questions = await planning.questions_of(session, own.event.id)
    manager.dialog_data["steps"] = _steps(own, questions)
    await go_on(manager)


async def begin_one(_query: CallbackQuery, _select: Any, manager: DialogManager, key: str) -> None:
    if key == COMPANY:
        await company.begin_changing(manager)
        return
    manager.dialog_data["steps"] = [key]
    await go_on(manager)


async def go_on(manager: DialogManager) -> None:
    """To the next question; after the last one back to the place."""
    data = manager.dialog_data
    left: list[str] = data.get("steps") or []
    data["problem"] = None
    if not left:
        await manager.switch_to(Events.party)
        return
    key, data["steps"] = left[0], left[1:]
    if key.startswith(_QUESTION):
        data["question"] = int(key.removeprefix(_QUESTION))
    await manager.switch_to(_SCREENS.get(key, Events.question))


async def keep(manager: DialogManager) -> None:
    """Something was written down: the place says thanks once there is no other question."""
    manager.dialog_data["said"] = "kept"
    await go_on(manager)


async def skip(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    await go_on(manager)


async def to_place(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    manager.dialog_data.update(steps=[], problem=None)
    await manager.switch_to(Events.party)


async def edit_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    own = await own_party(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        questions = await planning.questions_of(session, own.event.id)
        answers = await signing.answers_of(session, [own.party.id])
    said = {f"{_QUESTION}{one.question_id}" for one in answers}
    labels = {
        NEEDS: texts("💬 Wishes"),
        LIFT: _lift_label(own, texts),
        REMIND: texts("⏰ Reminders: {when}", when=reminder_names(texts)[own.party.reminders]),
        **{f"{_QUESTION}{one.id}": f"❓ {one.words}" for one in questions},
    }
    if own.party.needs:
        said.add(NEEDS)
    who = texts("👨‍👩‍👧 Who comes: {who}", who=who_comes(own.party, texts))
    items = [(COMPANY, who)]
    items += [(key, _marked(labels[key], key in said)) for key in _steps(own, questions)]
    return {"things": items}


def _lift_label(own: Own, texts: Texts) -> str:
    lift = transport_line(own.party.transport, own.party.transport_seats, texts)
    return texts("🚗 The way: {lift}", lift=lift) if lift else texts("🚗 The way there")


def _marked(label: str, is_said: bool) -> str:  # noqa: FBT001  one caller
    return f"{label} ✓" if is_said else label


def current_question(manager: DialogManager) -> int:
    return int(chosen(manager, "question") or 0)


def leave_out(id_: str = "skip") -> Group:
    """Under each question: leave it out, or be done with all of them."""
    return Group(
        Button(T("Leave it out ➡️"), id=id_, on_click=skip),
        Button(T("⬅️ To my place"), id="to_place", on_click=to_place),
        width=2,
    )


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T("✏️ <b>What shall be otherwise?</b>"),
            choices("thing", "things", begin_one),
            Group(SwitchTo(T("⬅️ Back"), id="to_party", state=Events.party), to_menu(), width=2),
            state=Events.edit,
            getter=edit_window,
        ),
    )
