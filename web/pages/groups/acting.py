"""What a leader does for a group: answers a proposal, finds who leads it, closes it."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.errors import DomainError, NotFound
from community.selfhelp.groups import leading
from community.selfhelp.groups import service as groups
from community.selfhelp.groups.candidates import require_candidate
from community.selfhelp.groups.kinds import ALIVE, LeadKind
from community.selfhelp.groups.queries import within_reach
from community.selfhelp.groups.rules import FAREWELL_LIMIT
from web.auth.visit import SignedIn, Visit
from web.pages.groups.card import show
from web.view.forms import Filled

router = APIRouter(prefix="/groups/{support_group_id}")


@router.post("/open")
async def open_proposed(visit: SignedIn, support_group_id: int) -> Response:
    try:
        async with visit.write() as session:
            await groups.approve(session, visit.actor, support_group_id)
    except NotFound:
        raise
    except DomainError as error:
        return await show(visit, support_group_id, error=error)
    return visit.go(f"/groups/{support_group_id}", "group_opened")


@router.post("/decline")
async def decline_proposed(visit: SignedIn, support_group_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await groups.decline(session, visit.actor, support_group_id, form.text("reason"))
    except NotFound:
        raise
    except DomainError as error:
        return await show(visit, support_group_id, form, error)
    return visit.go("/groups", "group_declined")


@router.post("/appoint")
async def appoint(visit: SignedIn, support_group_id: int) -> Response:
    form = await visit.form()
    try:
        person_id = form.whole("facilitator")
        async with visit.write() as session:
            await require_candidate(session, visit.actor, person_id)
            await leading.appoint(session, visit.actor, support_group_id, person_id)
    except NotFound:
        raise
    except DomainError as error:
        return await show(visit, support_group_id, form, error)
    return visit.go(f"/groups/{support_group_id}", "lead_appointed")


@router.get("/close")
async def ask_for_farewell(visit: SignedIn, support_group_id: int) -> Response:
    return await _confirm(visit, support_group_id, Filled())


@router.post("/close")
async def close(visit: SignedIn, support_group_id: int) -> Response:
    form = await visit.form()
    try:
        farewell = form.text("farewell")
        async with visit.write() as session:
            await groups.close_by_leader(session, visit.actor, support_group_id, farewell)
    except NotFound:
        raise
    except DomainError as error:
        return await _confirm(visit, support_group_id, form, error)
    return visit.go(f"/groups/{support_group_id}", "support_group_closed")


async def _confirm(
    visit: Visit, group_id: int, form: Filled, error: DomainError | None = None
) -> Response:
    """What follows, before it does. Where somebody leads the group, they say farewell."""
    async with visit.read() as session:
        group = await within_reach(session, visit.actor, group_id)
        kinds = {lead.kind for lead in await leading.leads_of(session, group_id)}
    return visit.show(
        "groups/close.html",
        422 if error else 200,
        group=group,
        may_close=group.state in ALIVE and LeadKind.FACILITATOR not in kinds,
        has_second=LeadKind.SECOND in kinds,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
        limit=FAREWELL_LIMIT,
    )
