"""What is written down of a specialist, changed by a leader or by themself."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.specialists import queries
from community.consultations.specialists import service as specialists
from community.consultations.specialists.queries import Card
from community.consultations.specialists.rules import ABOUT_LIMIT, LANGUAGES
from community.consultations.specialists.service import Profile
from community.core.errors import InvalidInput, NotFound
from community.membership.districts.queries import active_districts
from web.auth.visit import SignedIn, Visit
from web.pages.specialists.card import may_change
from web.view.forms import Filled

router = APIRouter(prefix="/specialists/{specialist_id}/profile")
_NUMBERS = {"load_limit": "1–50", "minutes": "15–180", "buffer_minutes": "0–120"}


@router.get("")
async def ask_for_profile(visit: SignedIn, specialist_id: int) -> Response:
    async with visit.read() as session:
        card = await _changeable(session, visit, specialist_id)
    return await _show(visit, card, Filled(_written(card)))


@router.post("")
async def change_profile(visit: SignedIn, specialist_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await specialists.describe(session, visit.actor, specialist_id, _read(form))
    except InvalidInput as error:
        async with visit.read() as session:
            card = await _changeable(session, visit, specialist_id)
        return await _show(visit, card, form, error)
    return visit.go(f"/specialists/{specialist_id}", "specialist_described")


async def _changeable(session: AsyncSession, visit: Visit, specialist_id: int) -> Card:
    card = await queries.card(session, visit.actor, specialist_id)
    if not may_change(visit, card.specialist):
        raise NotFound(kind="specialist")
    return card


def _read(form: Filled) -> Profile:
    numbers = {name: form.whole(name, allowed) for name, allowed in _NUMBERS.items()}
    return Profile(
        alias=form.words("alias", 60),
        about=form.text("about", ABOUT_LIMIT),
        speciality_ids=form.numbers("speciality_"),
        district_id=form.whole_or_none("home_id"),
        travels_to=form.numbers("district_"),
        languages=form.picked("language_"),
        online=form.ticked("format_online"),
        in_person=form.ticked("format_in_person"),
        **numbers,
    )


def _written(card: Card) -> dict[str, str]:
    one = card.specialist
    ticked = [
        *(f"speciality_{skill.id}" for skill in card.specialities),
        *(f"district_{place.id}" for place in card.districts),
        *(f"language_{code}" for code in one.languages),
        *(["format_online"] if one.online else []),
        *(["format_in_person"] if one.in_person else []),
    ]
    return {
        "alias": one.alias,
        "about": one.about or "",
        "home_id": str(one.district_id or ""),
        **{name: str(getattr(one, name)) for name in _NUMBERS},
        **dict.fromkeys(ticked, "on"),
    }


async def _show(
    visit: Visit, card: Card, form: Filled, error: InvalidInput | None = None
) -> Response:
    async with visit.read() as session:
        skills = await queries.specialities(session)
        places = await active_districts(session)
    return visit.show(
        "specialists/profile.html",
        422 if error else 200,
        specialist=card.specialist,
        skills=skills,
        places=places,
        languages=LANGUAGES,
        about_limit=ABOUT_LIMIT,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )
