"""One family: its card without names, names for a reason, merging a duplicate."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import Conflict, DomainError, InvalidInput, NotFound
from community.membership.districts.queries import district
from community.membership.people import queries as people
from community.membership.people import service as people_service
from community.membership.people.borders import borders_of
from community.membership.people.errors import FamiliesCannotMerge
from community.membership.people.families import family_by_number, family_card, view_names
from community.membership.people.models import Family
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/families/{family_id}")


@router.get("")
async def show_family(visit: SignedIn, family_id: int) -> Response:
    return await show_card(visit, family_id)


async def show_card(
    visit: Visit, family_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    """The card, with what was filled in and what is wrong with it, if anything is."""
    async with visit.read() as session:
        family = await family_card(session, visit.actor, family_id)
        grants = {
            adult.id: await people.active_grants(session, adult.id) for adult in family.adults
        }
        into = None
        if family.merged_into_id is not None:
            into = await family_card(session, visit.actor, family.merged_into_id)
        place = await district(session, family.district_id)
        borders = await borders_of(session, visit.actor, family_id)
    return visit.show(
        "families/card.html",
        422 if error else 200,
        family=family,
        place=place,
        borders=borders,
        grants=grants,
        into=into,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
    )


@router.get("/names")
async def ask_for_names(visit: SignedIn, family_id: int) -> Response:
    async with visit.read() as session:
        await family_card(session, visit.actor, family_id)
    return visit.show(
        "families/names.html", family_id=family_id, adults=None, form=Filled(), mistakes={}
    )


@router.post("/names")
async def show_names(visit: SignedIn, family_id: int) -> Response:
    """The number is left out here: the two are never shown together."""
    form = await visit.form()
    mistakes, adults = {}, None
    try:
        reason = form.words("reason", 200)
        async with visit.write() as session:
            adults = await view_names(session, visit.actor, family_id, reason)
    except InvalidInput as error:
        mistakes = visit.mistakes(error)
    return visit.show(
        "families/names.html",
        422 if mistakes else 200,
        family_id=family_id,
        adults=adults,
        form=form,
        mistakes=mistakes,
    )


@router.get("/merge")
async def confirm_merge(visit: SignedIn, family_id: int, number: str = "") -> Response:
    """Both families side by side before they become one for good."""
    form = Filled({"number": number})
    try:
        return await _show_merge(visit, family_id, form, {}, 200)
    except (InvalidInput, FamiliesCannotMerge) as error:
        return await _back_to_number(visit, family_id, form, error)


@router.post("/merge")
async def merge(visit: SignedIn, family_id: int) -> Response:
    form = await visit.form()
    try:
        reason = form.words("reason", 200)
        async with visit.write() as session:
            duplicate = await family_by_number(session, visit.actor, form.whole("number"))
            family = await people_service.merge_families(
                session, visit.actor, duplicate.id, family_id, reason
            )
    except (FamiliesCannotMerge, Conflict) as error:
        return await _back_to_number(visit, family_id, form, error)
    except InvalidInput as error:
        return await _show_merge(visit, family_id, form, visit.mistakes(error), 422)
    return visit.go(f"/families/{family.id}", "merged", family.number or 0)


async def _show_merge(
    visit: Visit, family_id: int, form: Filled, mistakes: dict[str, str], status: int
) -> Response:
    async with visit.read() as session:
        family = await family_card(session, visit.actor, family_id)
        duplicate = await _duplicate(session, visit, form)
        if duplicate.id == family.id:
            raise FamiliesCannotMerge
        places = {f.id: await district(session, f.district_id) for f in (family, duplicate)}
    return visit.show(
        "families/merge.html",
        status,
        family=family,
        duplicate=duplicate,
        places=places,
        form=form,
        mistakes=mistakes,
    )


async def _duplicate(session: AsyncSession, visit: Visit, form: Filled) -> Family:
    """The family whose number was typed; one out of reach is as unknown as one that is not."""
    try:
        return await family_by_number(session, visit.actor, form.whole("number"))
    except NotFound:
        raise FamiliesCannotMerge from None


async def _back_to_number(
    visit: Visit, family_id: int, form: Filled, error: DomainError
) -> Response:
    async with visit.read() as session:
        family = await family_card(session, visit.actor, family_id)
    mistakes = {"number": next(iter(visit.mistakes(error).values()))}
    assert visit.actor.may(Action.FAMILY_MERGE, family.district_id)
    return visit.show(
        "families/merge_number.html", 422, family=family, form=form, mistakes=mistakes
    )
