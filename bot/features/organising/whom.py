"""For whom it is, of which districts, and how many seats there are."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window
from aiogram_dialog.widgets.kbd import Button

from bot.answers import complain, problem_of
from bot.context import BotContext
from bot.dialogs import Given, T, actor_of, choices, texts_of
from bot.features.events.words import guests_names, place_name
from bot.features.organising.drafts import Draft
from bot.features.organising.reading import read_count
from bot.features.organising.steps import asking, back_button, current, go_on, keep
from bot.middlewares.typed_number import WORDS
from bot.states import PlanEvent
from bot.texts import Texts
from community.core.actor import Action, Actor
from community.events.planning.rules import MOST_SEATS
from community.membership.districts.queries import active_districts


async def guests_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    draft = Draft.of(dialog_manager)
    return {
        "groups": [
            (group.value, ticked(_upper_first(name), group.value in draft.guests))
            for group, name in guests_names(texts).items()
        ],
        **problem_of(dialog_manager),
    }


def ticked(name: str, is_chosen: bool) -> str:  # noqa: FBT001  the one thing it is about
    return f"✅ {name}" if is_chosen else f"▫️ {name}"


def _upper_first(words: str) -> str:
    return words[:1].upper() + words[1:]


async def toggle_guests(
    _query: CallbackQuery, _select: Any, manager: DialogManager, group: str
) -> None:
    draft = Draft.of(manager)
    draft.toggle_guests(group)
    await keep(manager, draft, current(manager))


async def guests_done(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    texts = texts_of(manager)
    draft = Draft.of(manager)
    if not draft.guests:
        complain(manager, texts("⚠️ Please choose at least one: for whom is it?"))
        return
    await go_on(manager, draft)


async def districts_window(
    context: BotContext,
    actor: Actor,
    dialog_manager: DialogManager,
    texts: Texts,
    **_: Any,
) -> dict[str, Any]:
    """None of them is the whole region, for whoever may plan for it."""
    draft, reach = Draft.of(dialog_manager), actor.require(Action.EVENT_MANAGE)
    async with context.database.read() as session:
        known = await active_districts(session)
    return {
        "districts": [
            (str(one.id), ticked(place_name(one, texts), one.id in draft.districts))
            for one in known
            if reach.covers(one.id)
        ],
        "region": ticked(texts("The whole region"), not draft.districts),
        "may_region": reach.districts is None,
        **problem_of(dialog_manager),
    }


async def toggle_district(
    _query: CallbackQuery, _select: Any, manager: DialogManager, district_id: str
) -> None:
    draft = Draft.of(manager)
    draft.toggle_district(int(district_id))
    await keep(manager, draft, current(manager))


async def whole_region(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.districts = []
    await keep(manager, draft, current(manager))


async def districts_done(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    texts = texts_of(manager)
    draft, reach = Draft.of(manager), actor_of(manager).require(Action.EVENT_MANAGE)
    if reach.districts is not None and not draft.districts:
        complain(manager, texts("⚠️ Please choose at least one district."))
        return
    await go_on(manager, draft)


async def take_seats(manager: DialogManager, text: str) -> None:
    texts = texts_of(manager)
    draft, seats = Draft.of(manager), read_count(text)
    if seats is None or not 1 <= seats <= MOST_SEATS:
        complain(
            manager,
            texts("⚠️ One number from 1 to {most}, please, for example: 30 seats.", most=MOST_SEATS),
        )
        return
    draft.capacity = seats
    await go_on(manager, draft)


async def without_limit(_query: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    draft = Draft.of(manager)
    draft.capacity = None
    await go_on(manager, draft)


def _seats(draft: Draft, _texts: Texts) -> str:
    return str(draft.capacity) if draft.capacity else ""


def windows() -> tuple[Window, ...]:
    return (
        Window(
            T("For whom is it? Nobody else sees it. Tap as many as you like."),
            Given("problem", when="problem"),
            choices("group", "groups", toggle_guests),
            Button(T("➡️ Next"), id="done", on_click=guests_done),
            back_button(),
            state=PlanEvent.guests,
            getter=guests_window,
        ),
        Window(
            T(
                "Families of which districts? Whoever lives at a border sees the events next door"
                " as well."
            ),
            Given("problem", when="problem"),
            Button(Given("region"), id="region", on_click=whole_region, when="may_region"),
            choices("district", "districts", toggle_district, width=2),
            Button(T("➡️ Next"), id="done", on_click=districts_done),
            back_button(),
            state=PlanEvent.districts,
            getter=districts_window,
        ),
        asking(
            PlanEvent.seats,
            T(
                "How many seats, children counted? Type, for example: 30 seats. When they are gone,"
                " families wait in line, and I offer what becomes free."
            ),
            take_seats,
            _seats,
            Button(T("♾ As many as come"), id=f"{WORDS}without", on_click=without_limit),
        ),
    )
