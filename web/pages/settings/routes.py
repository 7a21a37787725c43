"""The first page of the settings, role holders, options."""

from dataclasses import asdict, replace

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import InvalidInput
from community.core.options import BOUNDS, load_options, save_options
from community.membership.districts.queries import all_districts
from community.membership.people.queries import role_holders
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/settings")


@router.get("")
async def show_settings(visit: SignedIn) -> Response:
    return visit.show("settings/index.html")


@router.get("/roles")
async def list_roles(visit: SignedIn) -> Response:
    """Who holds which role: by the person's number, names are asked for on a family's card."""
    async with visit.read() as session:
        holders = await role_holders(session, visit.actor)
        places = {place.id: place for place in await all_districts(session)}
    return visit.show("settings/roles.html", holders=holders, places=places)


@router.get("/options")
async def show_options(visit: SignedIn) -> Response:
    visit.actor.require(Action.DISTRICT_EDIT)
    async with visit.read() as session:
        options = asdict(await load_options(session))
    required = {"second_factor_required": "on"} if options["second_factor_required"] else {}
    values = {name: str(options[name]) for name in BOUNDS} | required
    return _show_options(visit, Filled(values), {})


@router.post("/options")
async def change_options(visit: SignedIn) -> Response:
    visit.actor.require(Action.DISTRICT_EDIT)
    form = await visit.form()
    try:
        numbers = {
            name: form.whole(name, f"{lowest}–{highest}")
            for name, (lowest, highest) in BOUNDS.items()
        }
        async with visit.write() as session:
            options = replace(
                await load_options(session),
                **numbers,
                second_factor_required=form.ticked("second_factor_required"),
            )
            await save_options(session, visit.actor, options)
    except InvalidInput as error:
        return _show_options(visit, form, visit.mistakes(error))
    return visit.go("/settings/options", "options_saved")


def _show_options(visit: Visit, form: Filled, mistakes: dict[str, str]) -> Response:
    status = 422 if mistakes else 200
    return visit.show("settings/options.html", status, form=form, mistakes=mistakes, bounds=BOUNDS)
