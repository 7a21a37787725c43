"""The roles of one person, without the name."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action, Role
from community.core.errors import Conflict, DomainError, InvalidInput
from community.membership.districts.queries import all_districts
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.errors import (
    FacilitatorIsParent,
    LastAdministrator,
    NeverFacilitatorAndSpecialist,
    RoleOutOfReach,
)
from community.membership.people.rules import GRANTABLE, may_grant
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

_CANNOT_HOLD = (RoleOutOfReach, FacilitatorIsParent, NeverFacilitatorAndSpecialist)

router = APIRouter(prefix="/people/{person_id}/roles")


@router.get("")
async def show_roles(visit: SignedIn, person_id: int) -> Response:
    return await _show(visit, person_id)


@router.post("")
async def give_role(visit: SignedIn, person_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await people.person_within_reach(session, visit.actor, person_id, Action.ROLE_GRANT)
            await people_service.grant_role(
                session,
                visit.actor,
                person_id,
                form.choice("role", Role),
                district_id=form.whole_or_none("district_id"),
                expires_at=form.end_of_day("until", visit.context.zone),
            )
    except (InvalidInput, *_CANNOT_HOLD) as error:
        return await _show(visit, person_id, form, error)
    return visit.go(f"/people/{person_id}/roles", "role_given")


@router.post("/{grant_id}/take")
async def take_role(visit: SignedIn, person_id: int, grant_id: int) -> Response:
    try:
        async with visit.write() as session:
            await people.person_within_reach(session, visit.actor, person_id, Action.ROLE_GRANT)
            await people_service.revoke_role(session, visit.actor, grant_id)
    except (Conflict, LastAdministrator) as error:
        return await _show(visit, person_id, error=error)
    return visit.go(f"/people/{person_id}/roles", "role_taken")


async def _show(
    visit: Visit,
    person_id: int,
    form: Filled | None = None,
    error: DomainError | None = None,
) -> Response:
    actor = visit.actor
    reach = actor.require(Action.ROLE_GRANT)
    async with visit.read() as session:
        person = await people.person_within_reach(session, actor, person_id, Action.ROLE_VIEW)
        grants = await people.active_grants(session, person_id)
        places = await all_districts(session)
    roles = set().union(*(GRANTABLE.get(grant.role, set()) for grant in actor.grants))
    return visit.show(
        "families/roles.html",
        422 if error else 200,
        person=person,
        grants=[(grant, may_grant(actor, grant.role, grant.district_id)) for grant in grants],
        places={place.id: place for place in places},
        choices=[place for place in places if place.active and reach.covers(place.id)],
        roles=[role for role in Role if role in roles],
        whole_region=reach.districts is None,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
    )
