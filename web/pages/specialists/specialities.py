"""The open list of specialities, which leaders extend (CL-A3)."""

import re

from fastapi import APIRouter
from starlette.responses import Response

from community.consultations.specialists import queries
from community.consultations.specialists import service as specialists
from community.core.actor import Action
from community.core.errors import Conflict, DomainError, InvalidInput
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/specialists/specialities")
_NAMES = ("name", "name_of", "name_en")
_NOT_OF_A_CODE = re.compile(r"[^a-z0-9]+")


@router.get("")
async def list_specialities(visit: SignedIn) -> Response:
    return await _show(visit, Filled())


@router.post("")
async def add(visit: SignedIn) -> Response:
    visit.actor.require(Action.SPECIALIST_MANAGE)
    form = await visit.form()
    try:
        async with visit.write() as session:
            names = {name: form.words(f"skill_{name}", 40).lower() for name in _NAMES}
            await specialists.add_speciality(
                session,
                visit.actor,
                code_of(names["name_en"]),
                name=names["name"],
                name_of=names["name_of"],
                name_en=names["name_en"],
            )
    except (InvalidInput, Conflict) as error:
        return await _show(visit, form, error)
    return visit.go("/specialists/specialities", "speciality_added")


def code_of(name: str) -> str:
    """`speech_therapist`: what nobody reads."""
    code = _NOT_OF_A_CODE.sub("_", name.lower()).strip("_")
    if not code:
        raise InvalidInput(field="skill_name_en")
    return code


async def _show(visit: Visit, form: Filled, error: DomainError | None = None) -> Response:
    visit.actor.require(Action.SPECIALIST_VIEW)
    async with visit.read() as session:
        known = await queries.specialities(session, all_of_them=True)
    return visit.show(
        "specialists/specialities.html",
        422 if error else 200,
        specialities=known,
        may_manage=visit.may(Action.SPECIALIST_MANAGE),
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )
