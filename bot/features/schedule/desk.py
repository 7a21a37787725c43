"""What every screen of /schedule needs: whose it is, words for a slip, what hours bring up."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from aiogram.fsm.state import State
from aiogram_dialog import DialogManager

from bot.context import BotContext
from bot.dialogs import actor_of, context_of, note, texts_of
from bot.features.schedule.reading import Unreadable
from bot.features.schedule.words import trouble_words
from bot.sentences import sentence
from bot.states import Schedule
from community.consultations.booking import queries as bookings
from community.consultations.schedule import queries as schedule
from community.consultations.schedule.errors import HoursOverlap, HoursTooShort
from community.consultations.schedule.models import DayHours, TimeOff, WorkingHours
from community.consultations.schedule.service import Span
from community.consultations.specialists import queries as specialists
from community.consultations.specialists.kinds import SpecialistState
from community.consultations.specialists.models import Specialist
from community.core.actor import Actor
from community.core.errors import InvalidInput, NotFound

Hours = tuple[Sequence[WorkingHours], Sequence[DayHours], Sequence[TimeOff]]
_REFUSALS = (HoursOverlap, HoursTooShort, InvalidInput)


async def mine(context: BotContext, actor: Actor) -> Specialist:
    """Raises NotFound for whoever is no specialist, or none any more."""
    async with context.database.read() as session:
        found = await specialists.own(session, actor)
    if found is None or found.state is SpecialistState.LEFT:
        raise NotFound(kind="specialist")
    return found


async def own_id(manager: DialogManager) -> int:
    return (await mine(context_of(manager), actor_of(manager))).id


async def hours(context: BotContext, specialist_id: int) -> Hours:
    async with context.database.read() as session:
        return await schedule.hours_of(session, specialist_id)


def spans_of(rows: Sequence[WorkingHours] | Sequence[DayHours]) -> list[Span]:
    return [Span(row.begins, row.ends, row.format) for row in rows]


async def try_to(manager: DialogManager, act: Callable[[], Awaitable[Any]]) -> bool:
    """Do it; where it cannot be, the screen stays and says why. True when it was done."""
    texts = texts_of(manager)
    try:
        await act()
    except Unreadable as error:
        manager.dialog_data["problem"] = trouble_words(error, texts)
    except _REFUSALS as error:
        manager.dialog_data["problem"] = f"⚠️ {sentence(error, texts)}"
    else:
        manager.dialog_data.pop("problem", None)
        return True
    return False


def problem_of(manager: DialogManager) -> dict[str, str]:
    """What was wrong with the last answer, once: whoever comes back starts afresh."""
    words = manager.dialog_data.pop("problem", "")
    return {"problem": f"\n{words}" if words else ""}


async def change_hours(
    manager: DialogManager, act: Callable[[], Awaitable[Any]], afterwards: State
) -> None:
    """Then say what of the booked lies outside the hours now, if anything new does."""
    before = await _clashing(manager)
    if not await try_to(manager, act):
        return
    new = sorted(await _clashing(manager) - before)
    if new:
        manager.dialog_data["clashes"] = new
        await manager.switch_to(Schedule.clashes)
        return
    await note(manager, texts_of(manager)("Written down."))
    await manager.switch_to(afterwards)


async def _clashing(manager: DialogManager) -> set[int]:
    context = context_of(manager)
    specialist = await mine(context, actor_of(manager))
    async with context.database.read() as session:
        return {one.id for one in await bookings.clashes(session, specialist)}
