"""The list of events: what is coming, what is over, and what is looked for."""

from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from community.core.actor import Action
from community.core.clock import now
from community.events.planning import queries
from community.events.planning.kinds import EventKind, EventState
from community.events.signing.queries import lines_of
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn
from web.view.event_words import COMING_STATES, PAST_STATES
from web.view.forms import number_in

router = APIRouter(prefix="/events")
_PAST = "past"
_LONGEST_SEARCH = 100


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    when: str = ""
    kind: str = ""
    state: str = ""
    district: str = ""
    search: str = ""
    page: str = ""


@dataclass(frozen=True)
class Wanted:
    """What of it can be used."""

    past: bool
    filter: queries.Asked
    page: int

    @classmethod
    def of(cls, asked: Asked) -> "Wanted":
        past = asked.when == _PAST
        states = PAST_STATES if past else COMING_STATES
        return cls(
            past,
            queries.Asked(
                kind=next((one for one in EventKind if one == asked.kind), None),
                state=next((one for one in states if one == asked.state), None),
                district_id=number_in(asked.district),
                title=asked.search.replace("\0", "").strip()[:_LONGEST_SEARCH],
            ),
            number_in(asked.page) or 1,
        )

    @property
    def states(self) -> tuple[EventState, ...]:
        return PAST_STATES if self.past else COMING_STATES

    @property
    def is_narrowed(self) -> bool:
        return self.filter != queries.Asked()

    def address(self, **changes: object) -> str:
        """Of this list, or of a neighbouring page."""
        values: dict[str, object] = {
            "when": _PAST if self.past else "",
            "kind": self.filter.kind,
            "state": self.filter.state,
            "district": self.filter.district_id,
            "search": self.filter.title,
            "page": self.page,
        }
        kept = {
            name: value
            for name, value in (values | changes).items()
            if value and (name, value) != ("page", 1)
        }
        return "/events" + (f"?{urlencode(kept)}" if kept else "")


@router.get("")
async def list_events(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    wanted = Wanted.of(asked)
    reach = visit.actor.require(Action.EVENT_MANAGE)
    async with visit.read() as session:
        page = await queries.listing(
            session, visit.actor, wanted.filter, past=wanted.past, number=wanted.page
        )
        places = {place.id: place for place in await all_districts(session)}
        values: dict[str, Any] = {
            "lines": await lines_of(session, page.rows),
            "districts": await queries.districts_of(session, [event.id for event in page.rows]),
            "now": now(session),
        }
    return visit.show(
        "events/list.html",
        page=page,
        wanted=wanted,
        places=places,
        choices=[place for place in places.values() if reach.covers(place.id)],
        **values,
    )
