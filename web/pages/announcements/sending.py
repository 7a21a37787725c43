"""The last look before it goes, and what is done with it on its way."""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.announcements import queries, reaching, sending
from community.announcements.errors import NobodyToTell
from community.announcements.kinds import AnnouncementState
from community.announcements.models import Announcement
from community.announcements.rules import lasts
from community.core.actor import Actor
from community.core.errors import Conflict, DomainError, InvalidInput
from web.auth.visit import SignedIn, Visit
from web.pages.announcements.card import show
from web.view.forms import Filled

router = APIRouter(prefix="/announcements/{announcement_id}")
_NOT_YET = (AnnouncementState.DRAFT, AnnouncementState.SCHEDULED)
_OVER = (AnnouncementState.SENT, AnnouncementState.CANCELLED)
_LATER = "later"
Turn = Callable[[AsyncSession, Actor, int], Awaitable[Announcement]]


@router.get("/send")
async def look_once_more(visit: SignedIn, announcement_id: int) -> Response:
    return await _show_last_look(visit, announcement_id, Filled())


@router.post("/send")
async def send(visit: SignedIn, announcement_id: int) -> Response:
    """At once, or at a time to come."""
    form = await visit.form()
    later = form.text("when") == _LATER
    try:
        async with visit.write() as session:
            if later:
                # Whose it is comes before what is wrong with the time.
                await queries.managed(session, visit.actor, announcement_id)
                moment = form.moment("due_at", visit.context.zone)
                await sending.schedule(session, visit.actor, announcement_id, moment)
            else:
                await sending.send(session, visit.actor, announcement_id)
    except (InvalidInput, NobodyToTell) as error:
        return await _show_last_look(visit, announcement_id, form, error)
    except Conflict as error:
        return await show(visit, announcement_id, error)
    notice = "announcement_planned" if later else "announcement_begun"
    return visit.go(f"/announcements/{announcement_id}", notice)


async def _show_last_look(
    visit: Visit, announcement_id: int, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        announcement = await queries.managed(session, visit.actor, announcement_id)
        if announcement.state not in _NOT_YET:
            raise Conflict
        numbers = await reaching.numbers(session, announcement)
        values: dict[str, Any] = {
            "chats": await reaching.chats_of(session, announcement),
            "numbers": numbers,
            "lasts": lasts(numbers.at_once - numbers.asleep),
        }
    return visit.show(
        "announcements/send.html",
        422 if error else 200,
        announcement=announcement,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


@router.post("/take-back")
async def take_back(visit: SignedIn, announcement_id: int) -> Response:
    return await _turn(visit, announcement_id, sending.take_back, "announcement_taken_back")


@router.post("/pause")
async def pause(visit: SignedIn, announcement_id: int) -> Response:
    return await _turn(visit, announcement_id, sending.pause, "announcement_paused")


@router.post("/resume")
async def resume(visit: SignedIn, announcement_id: int) -> Response:
    return await _turn(visit, announcement_id, sending.resume, "announcement_resumed")


@router.get("/cancel")
async def ask_before_cancelling(visit: SignedIn, announcement_id: int) -> Response:
    async with visit.read() as session:
        announcement = await queries.managed(session, visit.actor, announcement_id)
    if announcement.state in _OVER:
        raise Conflict
    return visit.show("announcements/cancel.html", announcement=announcement)


@router.post("/cancel")
async def cancel(visit: SignedIn, announcement_id: int) -> Response:
    return await _turn(visit, announcement_id, sending.cancel, "announcement_cancelled")


async def _turn(visit: Visit, announcement_id: int, turn: Turn, notice: str) -> Response:
    try:
        async with visit.write() as session:
            await turn(session, visit.actor, announcement_id)
    except Conflict as error:
        return await show(visit, announcement_id, error)
    return visit.go(f"/announcements/{announcement_id}", notice)
