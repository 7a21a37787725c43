"""Founding a group: what it is, and who leads it."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import DomainError, NotFound
from community.membership.districts.queries import all_districts
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.candidates import candidates_to_lead, require_candidate
from community.selfhelp.groups.kinds import Door
from community.selfhelp.groups.rules import ABOUT_LIMIT, TITLE_LIMIT
from web.auth.visit import SignedIn, Visit
from web.pages.groups.plan_form import read_plan
from web.view.forms import Filled
from web.view.group_words import Meets

router = APIRouter(prefix="/groups")
_USUAL = {"door": Door.OPEN.value, "meets": Meets.IN_PERSON.value, "seats": "8"}


@router.get("/new")
async def ask_for_group(visit: SignedIn) -> Response:
    return await _show(visit, Filled(_USUAL))


@router.post("/new")
async def found_group(visit: SignedIn) -> Response:
    reach = visit.actor.require(Action.GROUP_MANAGE)
    form = await visit.form()
    try:
        plan = read_plan(form, whole_region=reach.districts is None)
        facilitator_id = form.whole("facilitator")
        async with visit.write() as session:
            await require_candidate(session, visit.actor, facilitator_id)
            group = await groups.found(session, visit.actor, plan, facilitator_id)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, form, error)
    return visit.go(f"/groups/{group.id}", "group_founded")


async def _show(visit: Visit, form: Filled, error: DomainError | None = None) -> Response:
    reach = visit.actor.require(Action.GROUP_MANAGE)
    async with visit.read() as session:
        places = {place.id: place for place in await all_districts(session)}
        candidates = await candidates_to_lead(session, visit.actor)
    return visit.show(
        "groups/new.html",
        422 if error else 200,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
        places=places,
        choices=[one for one in places.values() if one.active and reach.covers(one.id)],
        candidates=candidates,
        whole_region=reach.districts is None,
        title_limit=TITLE_LIMIT,
        about_limit=ABOUT_LIMIT,
    )
