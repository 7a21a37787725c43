"""🚗 The way there: who needs a lift, who has seats. Districts and numbers, never an address."""

from typing import Any

from aiogram.types import CallbackQuery
from aiogram_dialog import DialogManager, Window

from bot.dialogs import Given, actor_of, choices, chosen, context_of
from bot.features.events import steps
from bot.features.events.looks import own_party
from bot.features.events.words import transport_names, upper_first
from bot.states import Events
from bot.texts import Texts
from community.events.attending.queries import Lift, lifts_from
from community.events.signing import wishes
from community.events.signing.kinds import Transport
from community.events.signing.rules import MOST_IN_A_CAR


async def lift_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    own = await own_party(dialog_manager)
    async with context_of(dialog_manager).database.read() as session:
        others = await lifts_from(session, own.party)
    lines = [
        texts("🚗 <b>How do you get there?</b>"),
        _others(others, texts),
        texts(
            "<i>Only your district and the number of seats are told, no addresses. The organiser"
            " helps you find each other.</i>"
        ),
    ]
    names = transport_names(texts)
    order = (Transport.NEEDED, Transport.OFFERED, Transport.NONE)
    return {
        "text": "\n\n".join(filter(None, lines)),
        "lifts": [(one.value, upper_first(names[one])) for one in order],
    }


def _others(others: Lift, texts: Texts) -> str:
    if not others.offered and not others.needed:
        return ""
    return texts(
        "Others of your district: seats offered {offered}, needed {needed}.",
        offered=others.offered,
        needed=others.needed,
    )


async def choose_lift(
    _query: CallbackQuery, _select: Any, manager: DialogManager, lift: str
) -> None:
    if Transport(lift) is Transport.NONE:
        await _say_lift(manager, Transport.NONE, 0)
        return
    manager.dialog_data["lift"] = lift
    await manager.switch_to(Events.lift_seats)


async def seats_window(dialog_manager: DialogManager, texts: Texts, **_: Any) -> dict[str, Any]:
    is_offered = dialog_manager.dialog_data["lift"] == Transport.OFFERED
    how_many = texts("🚗 How many seats do you have?")
    if not is_offered:
        how_many = texts("🚗 How many seats do you need?")
    seats = [(str(one), str(one)) for one in range(1, MOST_IN_A_CAR + 1)]
    return {"text": how_many, "seats": seats}


async def choose_seats(
    _query: CallbackQuery, _select: Any, manager: DialogManager, seats: str
) -> None:
    await _say_lift(manager, Transport(manager.dialog_data["lift"]), int(seats))


async def _say_lift(manager: DialogManager, lift: Transport, seats: int) -> None:
    party = int(chosen(manager, "party"))
    async with context_of(manager).database.write() as session:
        await wishes.say_transport(session, actor_of(manager), party, lift, seats)
    await steps.keep(manager)


def windows() -> tuple[Window, ...]:
    return (
        Window(
            Given("text"),
            choices("lift", "lifts", choose_lift),
            steps.leave_out(),
            state=Events.lift,
            getter=lift_window,
        ),
        Window(
            Given("text"),
            choices("seats", "seats", choose_seats, width=4),
            steps.leave_out(),
            state=Events.lift_seats,
            getter=seats_window,
        ),
    )
