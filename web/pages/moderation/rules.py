"""The rules of a chat, or of the region, and what they would do with a message."""

from dataclasses import fields
from typing import Any

from fastapi import APIRouter
from starlette.responses import Response

from community.chats.models import Chat
from community.chats.queries import chat_within_reach, chats_overview
from community.core.actor import Action, Actor
from community.core.errors import InvalidInput
from moderation.detect.message import Message, Standing, Strictness
from moderation.detect.verdict import Question
from moderation.incidents.closed import is_closed
from moderation.incidents.defaults import BOUNDS, ModerationSettings
from moderation.incidents.known import load_known
from moderation.incidents.places import PARENTS_CHATS
from moderation.incidents.settings import (
    Level,
    chat_rules,
    load_settings,
    rules_below,
    save_settings,
    settings_sources,
)
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled
from web.view.marked import marked

router = APIRouter(prefix="/moderation/rules")
_LONGEST = 4096
_AS_BELOW = ""


@router.get("")
async def show_regional(visit: SignedIn) -> Response:
    return await _show(visit, None)


@router.get("/{chat_id}")
async def show_of_chat(visit: SignedIn, chat_id: int) -> Response:
    return await _show(visit, chat_id)


@router.post("")
async def save_regional(visit: SignedIn) -> Response:
    return await _save(visit, None)


@router.post("/try")
async def try_regional(visit: SignedIn) -> Response:
    return await _try(visit, None)


@router.post("/{chat_id}")
async def save_of_chat(visit: SignedIn, chat_id: int) -> Response:
    return await _save(visit, chat_id)


@router.post("/{chat_id}/try")
async def try_of_chat(visit: SignedIn, chat_id: int) -> Response:
    return await _try(visit, chat_id)


async def _save(visit: Visit, chat_id: int | None) -> Response:
    form = await visit.form()
    try:
        changes = {
            one.name: _read(form, one.name, one.default) for one in fields(ModerationSettings)
        }
        async with visit.write() as session:
            await save_settings(session, visit.actor, chat_id, changes)
    except InvalidInput as error:
        return await _show(visit, chat_id, form=form, error=error)
    return visit.go(f"/moderation/rules{f'/{chat_id}' if chat_id else ''}", "rules_saved")


def _read(form: Filled, name: str, default: Any) -> Any:
    """A value as the settings take it; None where the level below decides."""
    typed = form.text(name, 40)
    if typed == _AS_BELOW:
        return None
    if isinstance(default, Strictness):
        return typed
    if isinstance(default, bool):
        return typed == "yes"
    limit = "–".join(f"{bound:g}" for bound in BOUNDS[name])
    if isinstance(default, int):
        return form.whole(name, limit)
    try:
        return float(typed.replace(",", "."))
    except ValueError:
        raise InvalidInput(field=name, limit=limit) from None


async def _try(visit: Visit, chat_id: int | None) -> Response:
    """What would be done with a message. It is kept nowhere."""
    form = await visit.form()
    try:
        text = form.words("text", _LONGEST)
        standing = form.choice("standing", Standing)
    except InvalidInput as error:
        return await _show(visit, chat_id, tried=form, error=error)
    async with visit.read() as session:
        if chat_id is not None:
            await chat_within_reach(session, visit.actor, chat_id, Action.CHAT_RULES_EDIT)
        rules = chat_rules(await load_settings(session, chat_id), await load_known(session))
    verdict = visit.context.detector.judge(Message(text, standing), rules)
    pieces = marked(text, verdict)
    return await _show(visit, chat_id, tried=form, verdict=verdict, pieces=pieces)


async def _show(
    visit: Visit,
    chat_id: int | None,
    *,
    form: Filled | None = None,
    tried: Filled | None = None,
    error: InvalidInput | None = None,
    **more: Any,
) -> Response:
    actor = visit.actor
    actor.require(Action.CHAT_RULES_EDIT)
    async with visit.read() as session:
        chat: Chat | None = None
        if chat_id is not None:
            chat = await chat_within_reach(session, actor, chat_id, Action.CHAT_RULES_EDIT)
        settings = await load_settings(session, chat_id)
        sources = await settings_sources(session, chat_id)
        below = await rules_below(session, chat_id)
        rows = await chats_overview(session, actor)
    here = Level.CHAT if chat else Level.REGION
    own = {
        name: _typed(getattr(settings, name)) for name, level in sources.items() if level is here
    }
    return visit.show(
        "moderation/rules.html",
        422 if error else 200,
        chat=chat,
        chats=[row.chat for row in rows if row.chat.purpose in PARENTS_CHATS],
        may_save=chat is not None or _rules_region(actor),
        below=below.settings,
        levels=below.sources,
        of_a_group=chat is not None and is_closed(chat),
        form=form or Filled(own),
        tried=tried or Filled({"standing": Standing.NEWCOMER.value}),
        mistakes=visit.mistakes(error) if error else {},
        verdict=more.get("verdict"),
        pieces=more.get("pieces", ()),
        questions=list(Question),
    )


def _rules_region(actor: Actor) -> bool:
    reach = actor.reach(Action.CHAT_RULES_EDIT)
    return reach is not None and reach.districts is None


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:g}" if isinstance(value, float) else str(value)
