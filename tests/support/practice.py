"""Specialists with hours of work and parents who ask, in few words."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from community.consultations.booking import queries as bookings
from community.consultations.requests import service as requests
from community.consultations.requests.kinds import ForWhom
from community.consultations.requests.models import HelpRequest
from community.consultations.requests.queries import request as request_by_id
from community.consultations.schedule import service as schedule
from community.consultations.schedule.queries import Slot, Wish
from community.consultations.schedule.service import Span
from community.consultations.specialists import queries as specialists
from community.consultations.specialists import service as specialist_service
from community.consultations.specialists.models import Specialist
from community.consultations.specialists.service import Profile
from tests.support.factories import SYSTEM, Region, Someone

ZONE = ZoneInfo("Asia/Tomsk")
MONDAY = date(2026, 3, 16)  # the day on which tests begin, at ten in the morning
WORKDAY = (Span(time(10), time(14)),)


async def speciality(region: Region, code: str = "psychologist") -> int:
    async with region.database.read() as session:
        known = await specialists.specialities(session)
        return next(one.id for one in known if one.code == code)


async def helper(
    region: Region,
    code: str = "psychologist",
    *,
    alias: str = "Ирина",
    weekdays: Collection[int] = range(5),
    spans: Sequence[Span] = WORKDAY,
    someone: Someone | None = None,
    **profile: Any,
) -> tuple[Someone, int]:
    """An active specialist who works on these weekdays; returns who it is and the number."""
    someone = someone or await region.newcomer()
    chosen = await speciality(region, code)
    async with region.database.write() as session:
        invited, link = await specialist_service.invite(session, SYSTEM, alias, [chosen])
    await region.act(someone, specialist_service.claim, link)
    profile = {"alias": alias, "speciality_ids": [chosen], **profile}
    await region.act(someone, specialist_service.describe, invited.id, Profile(**profile))
    for step in (specialist_service.note_documents, specialist_service.note_interview):
        await region.act(SYSTEM, step, invited.id)
    await region.act(SYSTEM, specialist_service.activate, invited.id)
    for weekday in weekdays:
        await region.act(someone, schedule.set_weekday, invited.id, weekday, list(spans))
    return someone, invited.id


async def asked(
    region: Region, parent: Someone, code: str = "psychologist", **fields: Any
) -> HelpRequest:
    fields = {"for_whom": ForWhom.ME, **fields}
    wanted = requests.Ask(await speciality(region, code), **fields)
    return await region.act(parent, requests.ask, wanted)


async def seen(region: Region, request: HelpRequest) -> HelpRequest:
    """The request as it is in the database now."""
    async with region.database.read() as session:
        return await request_by_id(session, request.id)


async def free(
    region: Region, code: str = "psychologist", wish: Wish | None = None, limit: int | None = None
) -> list[Slot]:
    async with region.database.read() as session:
        chosen = next(one for one in await specialists.specialities(session) if one.code == code)
        return await bookings.free_of_speciality(session, chosen.id, wish or Wish(), limit=limit)


async def specialist_row(region: Region, specialist_id: int) -> Specialist:
    async with region.database.read() as session:
        return await session.get_one(Specialist, specialist_id)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """A clock time of the region, so many days after the Monday on which tests begin."""
    return datetime.combine(MONDAY + timedelta(days=days), time(hour, minute), ZONE)
