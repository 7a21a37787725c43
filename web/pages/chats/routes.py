"""Chats: the list with their health, one chat, what it is for, who asks to be let in."""

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.chats import joining, queries, raids, service
from community.chats.errors import DistrictNeeded, NoRaid
from community.chats.models import Purpose, Raid
from community.chats.rules import missing_rights
from community.core.actor import Action
from community.core.errors import DomainError, InvalidInput
from community.membership.districts.queries import all_districts
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/chats")


@router.get("")
async def list_chats(visit: SignedIn) -> Response:
    async with visit.read() as session:
        rows = await queries.chats_overview(session, visit.actor)
        places = {place.id: place for place in await all_districts(session)}
    now = visit.context.database.clock.now()
    return visit.show("chats/list.html", rows=rows, places=places, now=now)


@router.get("/{chat_id}")
async def show_chat(visit: SignedIn, chat_id: int) -> Response:
    return await _show(visit, chat_id)


@router.post("/{chat_id}/bind")
async def bind_chat(visit: SignedIn, chat_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await queries.chat_within_reach(session, visit.actor, chat_id, Action.CHAT_BIND)
            purpose = form.choice("purpose", Purpose)
            district_id = form.whole_or_none("district_id")
            await service.bind_chat(session, visit.actor, chat_id, purpose, district_id)
    except (InvalidInput, DistrictNeeded) as error:
        return await _show(visit, chat_id, form, error)
    return visit.go(f"/chats/{chat_id}", "chat_bound")


@router.post("/{chat_id}/raid")
async def end_raid(visit: SignedIn, chat_id: int) -> Response:
    form = await visit.form()
    decline = form.text("strangers") == "decline"
    try:
        async with visit.write() as session:
            raid = await _raid(session, visit, chat_id)
            count = await raids.end_raid(session, visit.actor, raid.id, decline_strangers=decline)
    except NoRaid as error:
        return await _show(visit, chat_id, error=error)
    return visit.go(f"/chats/{chat_id}", "raid_ended", count)


async def _raid(session: AsyncSession, visit: Visit, chat_id: int) -> Raid:
    await queries.chat_within_reach(session, visit.actor, chat_id, Action.RAID_END)
    raid = await queries.going_on(session, chat_id)
    if raid is None:
        raise NoRaid
    return raid


@router.post("/{chat_id}/requests/{request_id}")
async def answer_request(visit: SignedIn, chat_id: int, request_id: int) -> Response:
    form = await visit.form()
    async with visit.write() as session:
        await joining.answer_request(
            session, visit.actor, request_id, admit=form.text("answer") == "admit"
        )
    return visit.go(f"/chats/{chat_id}", "request_answered")


async def _show(
    visit: Visit,
    chat_id: int,
    form: Filled | None = None,
    error: DomainError | None = None,
) -> Response:
    actor = visit.actor
    async with visit.read() as session:
        chat = await queries.chat_within_reach(session, actor, chat_id)
        asking = await queries.asking_to_join(session, chat.id)
        raid = await queries.going_on(session, chat.id)
        places = {place.id: place for place in await all_districts(session)}
        raid_size = await queries.raid_size(session, raid) if raid else 0
    reach = actor.reach(Action.CHAT_BIND)
    bound = {"purpose": chat.purpose or "", "district_id": str(chat.district_id or "")}
    return visit.show(
        "chats/chat.html",
        422 if error else 200,
        chat=chat,
        missing=missing_rights(chat.purpose, chat.rights),
        asking=asking,
        raid=raid,
        raid_size=raid_size,
        places=places,
        choices=[place for place in places.values() if reach and reach.covers(place.id)],
        may_bind=actor.may(Action.CHAT_BIND, chat.district_id),
        may_answer=actor.may(Action.RAID_END, chat.district_id),
        now=visit.context.database.clock.now(),
        form=form or Filled(bound),
        mistakes=visit.mistakes(error) if error else {},
    )
