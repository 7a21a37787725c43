"""One announcement: what it says, for whom, how far it has come."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.announcements import queries, service
from community.announcements.progress import progress
from community.announcements.rules import Audience
from community.core.errors import DomainError
from community.events.planning.queries import event_by_id
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit

router = APIRouter(prefix="/announcements")


@router.get("/pictures/{picture_id}")
async def show_picture(visit: SignedIn, picture_id: int) -> Response:
    async with visit.read() as session:
        found, content = await queries.shown_picture(session, visit.actor, picture_id)
    return Response(content, media_type=found.mime)


@router.get("/{announcement_id}")
async def show_card(visit: SignedIn, announcement_id: int) -> Response:
    return await show(visit, announcement_id)


@router.post("/{announcement_id}/preview")
async def preview(visit: SignedIn, announcement_id: int) -> Response:
    """To oneself, in the bot: exactly what the others would get."""
    async with visit.write() as session:
        await service.preview(session, visit.actor, announcement_id)
    return visit.go(f"/announcements/{announcement_id}", "announcement_previewed")


async def show(visit: Visit, announcement_id: int, error: DomainError | None = None) -> Response:
    async with visit.read() as session:
        values = await _values(session, visit, announcement_id)
    return visit.show(
        "announcements/card.html",
        409 if error else 200,
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _values(session: AsyncSession, visit: Visit, announcement_id: int) -> dict[str, Any]:
    announcement = await queries.seen(session, visit.actor, announcement_id)
    event_id = announcement.event_id
    return {
        "announcement": announcement,
        "audience": Audience.of(announcement.audience),
        "event": await event_by_id(session, event_id) if event_id else None,
        "progress": await progress(session, announcement),
        "places": {place.id: place for place in await all_districts(session)},
        "author": (await given_names(session, {announcement.author_id})).get(
            announcement.author_id or 0
        ),
        "may_manage": queries.may_manage(visit.actor, announcement),
    }


async def require_managed(visit: Visit, announcement_id: int) -> None:
    """Raises NotFound for whoever may look on at most, before a form of theirs is read."""
    async with visit.read() as session:
        await queries.managed(session, visit.actor, announcement_id)
