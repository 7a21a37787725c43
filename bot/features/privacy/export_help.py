"""The part of one's copy that is about specialists: requests, meetings, seats in groups."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from community.consultations.booking import queries as bookings
from community.consultations.requests import queries as requests
from community.consultations.specialists.queries import specialities
from community.core.actor import Actor


async def collect_help(session: AsyncSession, actor: Actor) -> dict[str, list[dict[str, Any]]]:
    names = {one.id: one.name for one in await specialities(session, all_of_them=True)}
    person_id = actor.person_id or 0
    return {
        "requests": [
            {
                "at": one.asked_at,
                "speciality": names.get(one.speciality_id),
                "for_whom": one.for_whom.value,
                "about": one.words,
                "state": one.state.value,
                "closed_at": one.closed_at,
            }
            for one in await requests.of_person(session, actor)
        ],
        "meetings": [
            {
                "at": one.starts_at,
                "speciality": names.get(one.speciality_id),
                "how": one.format.value,
                "state": one.state.value,
            }
            for one in await bookings.of_person(session, person_id)
        ],
        "groups": [
            {"at": group.starts_at, "title": group.topic, "how": group.format.value}
            for group in await bookings.groups_of_person(session, person_id)
        ],
    }
