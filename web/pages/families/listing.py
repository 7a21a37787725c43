"""The list of families: filters, order, pages.

A name that is searched for is sent in the body of a form, so that it stays in no address, and
with it in no browser history and no log of a proxy. Everything else has an address of its own.
"""

from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel
from starlette.responses import Response

from community.core.actor import Action
from community.membership.districts.queries import all_districts
from community.membership.people.families import FamilyFilter, page_of_families
from community.membership.people.models import FamilyState
from community.membership.verification import queries as applications
from web.auth.visit import SignedIn, Visit
from web.view.forms import number_in

router = APIRouter(prefix="/families")
_ANY = "any"
_FIRST = FamilyFilter()


class Asked(BaseModel):
    """The filters as an address or a form brings them: anything may stand there."""

    search: str = ""
    district: str = ""
    state: str = FamilyState.MEMBER
    sort: str = _FIRST.sort
    page: str = ""

    def filter(self) -> FamilyFilter:
        """What of it can be used."""
        states = {member.value: member for member in FamilyState}
        return FamilyFilter(
            search=self.search.strip()[:100],
            district_id=number_in(self.district),
            state=None if self.state == _ANY else states.get(self.state, FamilyState.MEMBER),
            sort=self.sort or _FIRST.sort,
            page=number_in(self.page) or 1,
        )


@router.get("")
async def list_families(visit: SignedIn, asked: Annotated[Asked, Query()]) -> Response:
    return await _show(visit, asked.filter())


@router.post("")
async def search_families(visit: SignedIn) -> Response:
    visit.actor.require(Action.FAMILY_VIEW)
    wanted = Asked.model_validate((await visit.form()).values).filter()
    if _names_somebody(wanted):
        return await _show(visit, wanted)
    return visit.go(address_of(wanted))


def _names_somebody(wanted: FamilyFilter) -> bool:
    return bool(wanted.search) and not wanted.search.strip("№ ").isdecimal()


def address_of(wanted: FamilyFilter, **changes: object) -> str:
    """The address of this list, or of a neighbouring page or order."""
    values = asdict(wanted) | changes
    query = {
        "search": values["search"],
        "district": values["district_id"],
        "state": values["state"] or _ANY,
        "sort": values["sort"],
        "page": values["page"],
    }
    usual = {"state": FamilyState.MEMBER, "sort": _FIRST.sort, "page": 1}
    kept = {name: value for name, value in query.items() if value and value != usual.get(name)}
    return "/families" + (f"?{urlencode(kept)}" if kept else "")


async def _show(visit: Visit, wanted: FamilyFilter) -> Response:
    async with visit.read() as session:
        page = await page_of_families(session, visit.actor, wanted)
        reach = visit.actor.require(Action.FAMILY_VIEW)
        known = await all_districts(session)
        waiting = await applications.waiting(session, visit.actor)
    return visit.show(
        "families/list.html",
        page=page,
        wanted=wanted,
        places={place.id: place for place in known if reach.covers(place.id)},
        waiting=waiting,
        now=visit.context.database.clock.now(),
        by_name=_names_somebody(wanted),
        address_of=address_of,
    )
