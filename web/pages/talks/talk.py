"""A conversation for one of its two sides: the other one may be in a messenger (scenario 10)."""

import secrets

from fastapi import APIRouter
from starlette.responses import Response

from community.core.errors import DomainError, NotFound
from community.relay import queries, service
from community.relay.kinds import Medium
from community.relay.rules import COMPLAINT_LIMIT
from community.relay.service import Said
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled, number_in

router = APIRouter(prefix="/talks")
_SHOWN = 50


@router.get("")
async def list_talks(visit: SignedIn) -> Response:
    async with visit.read() as session:
        talks = await queries.mine(session, visit.actor)
    lines = [(talk, talk.side_of(visit.actor.person_id)) for talk in talks]
    return visit.show("talks/list.html", lines=lines, now=visit.context.database.clock.now())


@router.get("/{talk_id}")
async def show_talk(visit: SignedIn, talk_id: int, before: str = "") -> Response:
    return await _show(visit, talk_id, before=before)


async def _show(
    visit: Visit,
    talk_id: int,
    *,
    before: str = "",
    form: Filled | None = None,
    error: DomainError | None = None,
) -> Response:
    """Refused words stay in the form, and so does its nonce: they were not said."""
    earlier = number_in(before)
    async with visit.read() as session:
        talk = await queries.conversation_of(session, visit.actor, talk_id)
        messages = await queries.transcript(session, visit.actor, talk_id, earlier, _SHOWN + 1)
    form = form or Filled({"once": secrets.token_urlsafe(16)})
    return visit.show(
        "talks/talk.html",
        422 if error else 200,
        talk=talk,
        side=talk.side_of(visit.actor.person_id),
        messages=messages[-_SHOWN:],
        has_earlier=len(messages) > _SHOWN,
        is_newest=earlier is None,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )


@router.post("/{talk_id}/say")
async def say(visit: SignedIn, talk_id: int) -> Response:
    form = await visit.form()
    words, once = form.text("words"), form.text("once")
    try:
        async with visit.write() as session:
            said = Said(Medium.TEXT, words, None)
            await service.say(session, visit.actor, talk_id, said, once=once)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, talk_id, form=form, error=error)
    return visit.go(f"/talks/{talk_id}#newest")


@router.post("/{talk_id}/messages/{message_id}/back")
async def take_back(visit: SignedIn, talk_id: int, message_id: int) -> Response:
    async with visit.write() as session:
        await service.withdraw(session, visit.actor, message_id)
    return visit.go(f"/talks/{talk_id}", "message_taken_back")


@router.post("/{talk_id}/reveal")
async def open_up(visit: SignedIn, talk_id: int) -> Response:
    try:
        async with visit.write() as session:
            await service.agree_to_reveal(session, visit.actor, talk_id)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, talk_id, error=error)
    return visit.go(f"/talks/{talk_id}", "reveal_agreed")


@router.get("/{talk_id}/complaint")
async def ask_why(visit: SignedIn, talk_id: int) -> Response:
    return await _complaint_form(visit, talk_id, Filled())


@router.post("/{talk_id}/complaint")
async def complain(visit: SignedIn, talk_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            await service.complain(session, visit.actor, talk_id, form.text("words"))
    except NotFound:
        raise
    except DomainError as error:
        return await _complaint_form(visit, talk_id, form, error)
    return visit.go(f"/talks/{talk_id}", "complained")


async def _complaint_form(
    visit: Visit, talk_id: int, form: Filled, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        talk = await queries.conversation_of(session, visit.actor, talk_id)
    return visit.show(
        "talks/complain.html",
        422 if error else 200,
        talk=talk,
        side=talk.side_of(visit.actor.person_id),
        limit=COMPLAINT_LIMIT,
        form=form,
        mistakes=visit.mistakes(error) if error else {},
    )
