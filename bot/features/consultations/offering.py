"""Free times of those who can help with a request, or to which a consultation can be moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from aiogram_dialog import DialogManager
from sqlalchemy.ext.asyncio import AsyncSession

from bot.dialogs import actor_of, chosen, context_of
from bot.texts import Texts
from community.consultations.booking import queries as bookings
from community.consultations.requests import queries
from community.consultations.requests.asking import helpers
from community.consultations.requests.kinds import RequestState
from community.consultations.schedule.queries import Slot, Wish
from community.consultations.specialists.kinds import Format
from community.consultations.specialists.models import Specialist


@dataclass(frozen=True)
class FreeTimes:
    """Free times of those who can help, in the order in which they would be booked."""

    slots: Sequence[Slot]
    specialists: Sequence[Specialist]
    only: Format | None  # how they would meet; None: as the two agree
    is_moving: bool
    is_taken: bool  # by one specialist, whose times alone these are

    def at(self, starts_at: datetime) -> list[Slot]:
        order = [one.id for one in self.specialists]
        found = [slot for slot in self.slots if slot.starts_at == starts_at]
        return sorted(found, key=lambda slot: order.index(slot.specialist_id))

    def specialist(self, slot: Slot) -> Specialist:
        return next(one for one in self.specialists if one.id == slot.specialist_id)

    def allows(self, slot: Slot, meeting: Format) -> bool:
        """Whether the two can meet so, then."""
        if self.only is not None or slot.format is not None:
            return slot.format in (None, meeting) and self.only in (None, meeting)
        specialist = self.specialist(slot)
        return specialist.online if meeting is Format.ONLINE else specialist.in_person


async def offer(session: AsyncSession, manager: DialogManager) -> FreeTimes:
    """Of the request on the screen, or of the consultation that is being moved."""
    actor = actor_of(manager)
    if moving := manager.dialog_data.get("moving"):
        old, specialist = await bookings.consultation_of(session, actor, moving)
        wish = Wish(old.format, old.district_id)
        slots = await bookings.free_slots(session, [specialist], wish, limit=None)
        fit = [slot for slot in slots if slot.format in (None, old.format)]
        return FreeTimes(fit, [specialist], old.format, is_moving=True, is_taken=True)
    request = (await queries.own(session, actor, int(chosen(manager, "request") or 0))).request
    able = await helpers(session, request)
    wish = Wish(request.format, request.district_id)
    slots = await bookings.free_slots(session, able, wish, limit=None)
    is_taken = request.state is RequestState.TAKEN
    return FreeTimes(slots, able, request.format, is_moving=False, is_taken=is_taken)


async def offered_now(manager: DialogManager) -> FreeTimes:
    async with context_of(manager).database.read() as session:
        return await offer(session, manager)


def day_of(slot: Slot, texts: Texts) -> date:
    return slot.starts_at.astimezone(texts.zone).date()


def distinct(slots: Sequence[Slot]) -> list[Slot]:
    """Of several specialists free at one time, one line: travel comes first in `slots`."""
    return list({slot.starts_at: slot for slot in reversed(slots)}.values())
