"""A large practice: a hundred psychologists with hours for sixty days, a third of it taken."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from community.consultations.booking.kinds import ConsultationState
from community.consultations.booking.models import Consultation, TakenQuarter
from community.consultations.requests.kinds import ForWhom, Naming, RequestState, Urgency
from community.consultations.requests.models import HelpRequest
from community.consultations.schedule.models import WorkingHours
from community.consultations.schedule.rules import quarter_of
from community.consultations.specialists.kinds import Format, SpecialistState
from community.consultations.specialists.models import Specialist, SpecialistSpeciality
from community.core.actor import system_actor
from community.core.clock import DEFAULT_ZONE, ManualClock
from community.core.crypto import Keyring
from community.core.db import Database
from community.membership.people.models import Family, FamilyState, Person, Standing
from deploy import schema
from deploy.assembly import wire_facts
from deploy.defaults_loader import load_region, load_specialities

SPECIALISTS, DAYS, PARENTS = 100, 60, 400
NOW = datetime(2026, 3, 16, 3, 0, tzinfo=UTC)
_HOURS = ((time(9), time(13)), (time(14), time(18)))
_SYSTEM = system_actor("cli")
_TAKEN_EVERY = 3  # of the times that there are


@asynccontextmanager
async def practice(folder: Path) -> AsyncIterator[Database]:
    keyring = Keyring(["a secret of the benchmarks, long enough"])
    database = Database(f"sqlite:///{folder / 'practice.db'}", keyring, ManualClock(NOW))
    wire_facts(database)
    await schema.upgrade(database.engine)
    async with database.write() as session:
        await load_region(session, _SYSTEM)
    async with database.write() as session:
        await load_specialities(session, _SYSTEM)
    async with database.write() as session:
        for model, rows in _rows():
            await session.execute(insert(model), rows)
        await session.commit()
    yield database
    await database.close()


def _rows() -> list[tuple[Any, list[dict[str, Any]]]]:
    specialists = range(1, SPECIALISTS + 1)
    parents = range(SPECIALISTS + 1, SPECIALISTS + PARENTS + 1)
    booked = [_meeting(number, one, day, hour) for number, (one, day, hour) in enumerate(_times())]
    quarters = [
        {
            "specialist_id": row["specialist_id"],
            "quarter": quarter_of(row["starts_at"]) + step,
            "length": None if step else 4,
            "consultation_id": row["id"],
        }
        for row in booked
        for step in range(4)
    ]
    return [
        (Family, [_family(one) for one in parents]),
        (Person, [_person(one) for one in (*specialists, *parents)]),
        (Specialist, [_specialist(one) for one in specialists]),
        (SpecialistSpeciality, [{"specialist_id": one, "speciality_id": 1} for one in specialists]),
        (WorkingHours, [row for one in specialists for row in _week(one)]),
        (HelpRequest, [_request(one) for one in parents]),
        (Consultation, booked),
        (TakenQuarter, quarters),
    ]


def _times() -> list[tuple[int, int, int]]:
    """Specialist, day and hour of what is taken: weekdays, spread evenly."""
    hours = (9, 10, 11, 12, 14, 15, 16, 17)
    return [
        (one, day, hour)
        for one in range(1, SPECIALISTS + 1)
        for day in range(1, DAYS)
        if (NOW + timedelta(days=day)).astimezone(DEFAULT_ZONE).weekday() < 5
        for hour in hours
        if (one + day + hour) % _TAKEN_EVERY == 0
    ]


def _meeting(number: int, specialist: int, day: int, hour: int) -> dict[str, Any]:
    local = (NOW + timedelta(days=day)).astimezone(DEFAULT_ZONE).date()
    starts_at = datetime.combine(local, time(hour), DEFAULT_ZONE)
    parent = SPECIALISTS + 1 + (specialist + day * 7) % PARENTS
    return {
        "id": number + 1,
        "specialist_id": specialist,
        "speciality_id": 1,
        "person_id": parent,
        "request_id": parent - SPECIALISTS,
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=45),
        "format": Format.ONLINE,
        # Ended, so that one parent may have any number of them; their quarters stay taken.
        "state": ConsultationState.HELD,
        "ended_at": NOW,
        "booked_at": NOW,
    }


def _family(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "number": number,
        "district_id": number % 20 + 1,
        "state": FamilyState.MEMBER,
        "created_at": NOW,
        "verified_at": NOW,
    }


def _person(number: int) -> dict[str, Any]:
    is_parent = number > SPECIALISTS
    return {
        "id": number,
        "language": "ru",
        "standing": Standing.MEMBER if is_parent else Standing.NEWCOMER,
        "family_id": number if is_parent else None,
        "district_id": number % 20 + 1,
        "created_at": NOW,
    }


def _specialist(number: int) -> dict[str, Any]:
    return {
        "id": number,
        "person_id": number,
        "state": SpecialistState.ACTIVE,
        "alias": "Ирина",
        "languages": ["ru"],
        "load_limit": 50,
        "applied_at": NOW,
        "ask_code": f"bench{number}",
        "documents_seen_at": NOW,
        "interviewed_at": NOW,
        "activated_at": NOW,
    }


def _week(specialist: int) -> list[dict[str, Any]]:
    return [
        {"specialist_id": specialist, "weekday": weekday, "begins": begins, "ends": ends}
        for weekday in range(5)
        for begins, ends in _HOURS
    ]


def _request(parent: int) -> dict[str, Any]:
    return {
        "id": parent - SPECIALISTS,
        "person_id": parent,
        "speciality_id": 1,
        "for_whom": ForWhom.ME,
        "urgency": Urgency.WEEK,
        "naming": Naming.ANONYMOUS,
        "state": RequestState.WAITING,
        "responsible_id": 1,
        "due_at": NOW + timedelta(days=1),
        "asked_at": NOW,
    }
