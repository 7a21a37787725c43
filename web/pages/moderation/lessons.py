"""What decisions taught the detector; every lesson can be taken back."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.clock import now
from moderation.incidents import lists, teaching
from web.auth.visit import SignedIn
from web.view.forms import number_in

router = APIRouter(prefix="/moderation/lessons")


@router.get("")
async def show_lessons(visit: SignedIn, page: str = "") -> Response:
    async with visit.read() as session:
        lessons = await lists.lessons(session, visit.actor, page=number_in(page) or 1)
        moment = now(session)
    return visit.show(
        "moderation/lessons.html", page=lessons, address="/moderation/lessons?page=", now=moment
    )


@router.post("/{lesson_id}/undo")
async def undo(visit: SignedIn, lesson_id: int) -> Response:
    async with visit.write() as session:
        await teaching.undo_lesson(session, visit.actor, lesson_id)
    return visit.go("/moderation/lessons", "lesson_undone")


@router.post("/{lesson_id}/confirm")
async def confirm(visit: SignedIn, lesson_id: int) -> Response:
    async with visit.write() as session:
        await teaching.confirm(session, visit.actor, lesson_id)
    return visit.go("/moderation/lessons", "lesson_confirmed")
