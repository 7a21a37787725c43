"""Where I am signed in, and my second factor."""

from fastapi import APIRouter
from starlette.responses import Response

from community.membership.sign_in import service as sign_in
from web.auth import cookies
from web.auth.visit import SignedIn

router = APIRouter(prefix="/settings/me")


@router.get("")
async def show_me(visit: SignedIn) -> Response:
    assert visit.actor.person_id is not None
    async with visit.read() as session:
        sessions = await sign_in.live_sessions(session, visit.actor)
        factor = await sign_in.second_factor(session, visit.actor.person_id)
    now = visit.context.database.clock.now()
    return visit.show("settings/me.html", sessions=sessions, factor=factor, now=now)


@router.post("/sessions/{session_id}/close")
async def close_session(visit: SignedIn, session_id: int) -> Response:
    async with visit.write() as session:
        await sign_in.close_session(session, visit.actor, session_id)
    response = visit.go("/settings/me", "session_closed")
    if session_id == visit.session_id:
        cookies.forget_session(response, visit.context)
    return response
