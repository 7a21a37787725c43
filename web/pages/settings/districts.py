"""The register of districts."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import InvalidInput
from community.membership.districts import queries, service
from community.membership.districts.models import District
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/settings/districts")
_TEXTS = ("name", "name_in", "name_of")
_NUMBERS = ("foster_families", "count_year")


@router.get("")
async def list_districts(visit: SignedIn) -> Response:
    visit.actor.require(Action.DISTRICT_EDIT)
    async with visit.read() as session:
        districts = await queries.all_districts(session)
    return visit.show("settings/districts.html", districts=districts)


@router.get("/{district_id}")
async def show_district(visit: SignedIn, district_id: int) -> Response:
    visit.actor.require(Action.DISTRICT_EDIT)
    district = await _district(visit, district_id)
    values = {name: str(getattr(district, name)) for name in (*_TEXTS, *_NUMBERS)}
    active = {"active": "on"} if district.active else {}
    return _show(visit, district, Filled(values | active), {})


@router.post("/{district_id}")
async def change_district(visit: SignedIn, district_id: int) -> Response:
    visit.actor.require(Action.DISTRICT_EDIT)
    form = await visit.form()
    try:
        async with visit.write() as session:
            await service.change_district(
                session,
                visit.actor,
                district_id,
                name=form.text("name"),
                name_in=form.text("name_in"),
                name_of=form.text("name_of"),
                foster_families=form.whole("foster_families"),
                count_year=form.whole("count_year"),
                active=form.ticked("active"),
            )
    except InvalidInput as error:
        district = await _district(visit, district_id)
        return _show(visit, district, form, visit.mistakes(error))
    return visit.go("/settings/districts", "district_saved")


async def _district(visit: Visit, district_id: int) -> District:
    async with visit.read() as session:
        return await queries.district(session, district_id)


def _show(visit: Visit, district: District, form: Filled, mistakes: dict[str, str]) -> Response:
    return visit.show(
        "settings/district.html",
        422 if mistakes else 200,
        district=district,
        form=form,
        mistakes=mistakes,
    )
