"""Who fits, until when seats are offered, when to remind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from community.core.errors import InvalidInput
from community.events.planning.kinds import EventState
from community.events.signing.kinds import NoOffer, Reminders

MOST_AT_ONCE = 20  # adults and children of one family
OLDEST_CHILD = 17
NEEDS_LIMIT = 300
ANSWER_LIMIT = 300
MOST_IN_A_CAR = 7
DAY_BEFORE = timedelta(hours=24)
HOURS_BEFORE = timedelta(hours=2)
_WANTED = {
    Reminders.BOTH: (DAY_BEFORE, HOURS_BEFORE),
    Reminders.DAY: (DAY_BEFORE,),
    Reminders.HOURS: (HOURS_BEFORE,),
    Reminders.NONE: (),
}


@dataclass(frozen=True)
class Company:
    """Who comes: adults, and children with their ages in years as far as they were told."""

    adults: int
    children: int = 0
    ages: tuple[int, ...] = ()

    @property
    def seats(self) -> int:
        return self.adults + self.children


def check(company: Company) -> None:
    """Raises InvalidInput."""
    if min(company.adults, company.children) < 0 or not 1 <= company.seats <= MOST_AT_ONCE:
        raise InvalidInput(field="company", limit=f"1–{MOST_AT_ONCE}")
    known = len(company.ages) <= company.children
    if not known or not all(0 <= age <= OLDEST_CHILD for age in company.ages):
        raise InvalidInput(field="ages", limit=f"0–{OLDEST_CHILD}")


def fits(left: int | None, seats: int) -> bool:
    """Whether so many may still come; never a part of a family."""
    return left is None or seats <= left


class InLine(Protocol):
    @property
    def seats(self) -> int: ...


Family = TypeVar("Family", bound=InLine)


def whom_to_offer(line: Iterable[Family], left: int) -> Iterator[Family]:
    """In the order of the line, each family whole. Whoever needs more than is left keeps their
    place and is passed over: no seat stays empty for the sake of the order (decision 014).
    """
    for family in line:
        if family.seats <= left:
            left -= family.seats
            yield family


def offer_until(moment: datetime, planned: datetime, offers_end: datetime) -> datetime | None:
    """When an offer of this moment runs out; None: it is too late to offer anything."""
    return None if moment >= offers_end else min(planned, offers_end)


def why_no_offer(
    state: EventState, left: int | None, seats: int, moment: datetime, offers_end: datetime
) -> NoOffer | None:
    """What stands in the way of a family that waits; None: they are next."""
    if state is not EventState.ANNOUNCED:
        return NoOffer.NOT_RUNNING
    if moment >= offers_end:
        return NoOffer.TOO_LATE
    if left == 0:
        return NoOffer.NO_SEATS
    return None if fits(left, seats) else NoOffer.TOO_FEW_SEATS


def reminds(choice: Reminders, before: timedelta) -> bool:
    """Whether a family wants the reminder that comes so long before."""
    return before in _WANTED[choice]


def due_reminders(starts_at: datetime, moment: datetime) -> list[tuple[timedelta, datetime]]:
    """How long before, and when; what is nearer than that was just signed up to."""
    due = [(before, starts_at - before) for before in (DAY_BEFORE, HOURS_BEFORE)]
    return [(before, at) for before, at in due if at > moment]


def still_ahead(choice: Reminders, starts_at: datetime, moment: datetime) -> Reminders:
    """What of the choice can still come true."""
    due = {before for before, _ in due_reminders(starts_at, moment)}
    wanted = tuple(before for before in _WANTED[choice] if before in due)
    return next(one for one, befores in _WANTED.items() if befores == wanted)
