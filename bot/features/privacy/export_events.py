"""The part of one's copy that is about events: who came along, wishes, answers, words after it."""

from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.features.events.feedback import again_names
from bot.features.events.words import transport_names
from bot.texts import Texts
from community.core.actor import Actor
from community.events.attending.own import Visit, visits_of
from community.events.signing.kinds import Transport


async def collect_events(session: AsyncSession, actor: Actor) -> list[dict[str, Any]]:
    return [_row(visit) for visit in await visits_of(session, actor)]


def _row(visit: Visit) -> dict[str, Any]:
    party, said = visit.party, visit.feedback
    is_told = party.transport is not Transport.NONE
    return {
        "at": visit.event.starts_at,
        "title": visit.event.title,
        "place_state": party.state.value,
        "adults": party.adults,
        "children": party.children,
        "ages": [str(age) for age in party.ages],
        "needs": party.needs,
        "way": party.transport.value if is_told else None,
        "car_seats": party.transport_seats if is_told else None,
        "answers": [f"{question}: {answer}" for question, answer in visit.answers],
        "were_there": None if party.came is None else _came(visit),
        "useful": said.useful if said else None,
        "again": said.again.value if said and said.again else None,
        "about": said.words if said else None,
    }


def _came(visit: Visit) -> int:
    return (visit.party.came_adults or 0) + (visit.party.came_children or 0)


def event_values(texts: Texts) -> dict[tuple[str, str], str]:
    """The codes of these lines, in words."""
    return {
        ("place_state", "going"): texts("signed up"),
        ("place_state", "waiting"): texts("on the waiting list"),
        ("place_state", "offered"): texts("seats were offered"),
        ("place_state", "lapsed"): texts("the offer has run out"),
        ("place_state", "cancelled"): texts("given back"),
        **{("way", code.value): name for code, name in transport_names(texts).items()},
        **{("again", code.value): name for code, name in again_names(texts).items()},
    }


def event_fields(texts: Texts) -> dict[str, str]:
    return {
        "place_state": texts("place"),
        "adults": texts("adults"),
        "children": texts("children"),
        "ages": texts("ages of the children"),
        "needs": texts("wishes"),
        "way": texts("the way there"),
        "car_seats": texts("seats in the car"),
        "answers": texts("answers to the organiser"),
        "were_there": texts("how many of us came"),
        "useful": texts("how good it was, of 5"),
        "again": texts("would come another time"),
    }
