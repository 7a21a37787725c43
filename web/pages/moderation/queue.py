"""What waits for a decision, the most urgent first. Nobody's words stand here."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.clock import now
from moderation.incidents import lists, queries
from web.auth.visit import SignedIn

router = APIRouter(prefix="/moderation")
_SHOWN = 50


@router.get("")
async def show_queue(visit: SignedIn) -> Response:
    async with visit.read() as session:
        lines = await queries.queue(session, visit.actor, limit=_SHOWN)
        length = await queries.queue_length(session, visit.actor)
        appeals = len(await lists.appeals_open(session, visit.actor))
        moment = now(session)
    return visit.show(
        "moderation/queue.html", lines=lines, length=length, appeals=appeals, now=moment
    )
