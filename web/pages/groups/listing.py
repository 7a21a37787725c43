"""The list of groups: what waits for a word, and how each group is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action, Actor
from community.core.clock import now
from community.core.options import load_options
from community.core.paging import Page
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from community.selfhelp.care.queries import Health, overview, vacant_groups
from community.selfhelp.groups.kinds import GroupState
from community.selfhelp.groups.queries import proposals
from community.selfhelp.meetings.queries import evidence
from web.auth.visit import SignedIn
from web.view.forms import Filled, number_in
from web.view.group_words import LISTED

router = APIRouter(prefix="/groups")
_SIZE = 20
_MANY = 8  # groups on one screen need no filter
_WAITING = 6  # of a kind, above the list; what is vacant stands first in the list as well


class Asked(BaseModel):
    """The filters as an address brings them: anything may stand there."""

    state: str = ""
    district: str = ""
    page: str = ""


@dataclass(frozen=True)
class Wanted:
    """What of it can be used."""

    state: GroupState | None
    district_id: int | None
    page: int

    @classmethod
    def of(cls, asked: Asked) -> "Wanted":
        state = next((one for one in LISTED if one == asked.state), None)
        return cls(state, number_in(asked.district), number_in(asked.page) or 1)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.state or self.district_id)

    def page_of(self, groups: Sequence[Health]) -> Page[Health]:
        found = [
            one
            for one in groups
            if self.state in (None, one.group.state)
            and self.district_id in (None, one.group.district_id)
        ]
        number = min(self.page, -(-len(found) // _SIZE)) or 1
        first = (number - 1) * _SIZE
        return Page(found[first : first + _SIZE], len(found), number, _SIZE)

    def address(self, page: int) -> str:
        values = {"state": self.state, "district": self.district_id, "page": page}
        return "/groups?" + urlencode({name: value for name, value in values.items() if value})


@router.get("")
async def list_groups(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    wanted = Wanted.of(asked)
    reach = visit.actor.require(Action.GROUP_MANAGE)
    async with visit.read() as session:
        groups = await overview(session, visit.actor)
        page = wanted.page_of(groups)
        places = {place.id: place for place in await all_districts(session)}
        values = await _values(session, visit.actor, page.rows)
    return visit.show(
        "groups/list.html",
        page=page,
        wanted=wanted,
        is_long=len(groups) > _MANY,
        is_empty=not groups,
        places=places,
        choices=[place for place in places.values() if reach.covers(place.id)],
        form=Filled(),
        seconds={one.group.id for one in groups if one.has_second},
        **values,
    )


async def _values(session: AsyncSession, actor: Actor, shown: Sequence[Health]) -> dict[str, Any]:
    proposed, vacant = await proposals(session, actor), await vacant_groups(session, actor)
    known = [one.facilitator_id for one in shown] + [one.proposed_by_id for one in proposed]
    return {
        "proposed": proposed[:_WAITING],
        "vacant": vacant[:_WAITING],
        "waiting": len(proposed) + len(vacant),
        "names": await given_names(session, known),
        "silent_days": (await load_options(session)).group_silent_days,
        "evidence": await evidence(session),
        "now": now(session),
    }
