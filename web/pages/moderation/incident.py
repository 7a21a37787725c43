"""One incident with its short-lived words, and what may be decided about it."""

from collections.abc import Sequence
from datetime import timedelta

from fastapi import APIRouter, Query
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.audit import entries_about
from community.core.clock import now
from community.core.errors import DomainError, InvalidInput, NotFound
from moderation.incidents import cards, deciding, ladder, queries
from moderation.incidents.closed import in_log
from moderation.incidents.kinds import Decision
from moderation.incidents.rules import fits, holds_personal_data
from web.auth.visit import SignedIn, Visit
from web.pages.moderation.just_decided import just_decided
from web.view.forms import Filled

router = APIRouter(prefix="/moderation/incidents")
_FOR_PEOPLE = (Decision.WARN, Decision.MUTE)
Number = Query(default=None, ge=1, le=2**31 - 1)


@router.get("/{incident_id}")
async def show_incident(visit: SignedIn, incident_id: int, done: int | None = Number) -> Response:
    """`done` is the incident decided just before: it can be undone from here."""
    return await _show(visit, incident_id, done=done)


@router.post("/{incident_id}/take")
async def take(visit: SignedIn, incident_id: int) -> Response:
    try:
        async with visit.write() as session:
            await deciding.take(session, visit.actor, incident_id)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, incident_id, error)
    return visit.go(f"/moderation/incidents/{incident_id}", "incident_taken")


@router.post("/{incident_id}/decision")
async def decide(visit: SignedIn, incident_id: int) -> Response:
    """On to whatever waits next."""
    form = await visit.form()
    try:
        async with visit.write() as session:
            decision = form.choice("decision", Decision)
            term = _term(form) if decision is Decision.MUTE else None
            await deciding.decide(session, visit.actor, incident_id, decision, term=term)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, incident_id, error)
    async with visit.read() as session:
        waiting = await queries.queue(session, visit.actor, limit=1)
    place = f"incidents/{waiting[0].incident.id}" if waiting else "history"
    return visit.go(f"/moderation/{place}?done={incident_id}")


def _term(form: Filled) -> timedelta | None:
    """Minutes from the list; empty: as the ladder says."""
    minutes = form.whole_or_none("minutes")
    return timedelta(minutes=minutes) if minutes else None


@router.post("/{incident_id}/undo")
async def undo(visit: SignedIn, incident_id: int) -> Response:
    try:
        async with visit.write() as session:
            await deciding.undo(session, visit.actor, incident_id)
    except NotFound:
        raise
    except DomainError as error:
        return await _show(visit, incident_id, error)
    return visit.go(f"/moderation/incidents/{incident_id}", "incident_undone", incident_id)


async def _show(
    visit: Visit, incident_id: int, error: DomainError | None = None, done: int | None = None
) -> Response:
    async with visit.write() as session:
        card = await cards.view_card(session, visit.actor, incident_id)
    async with visit.read() as session:
        entries = await entries_about(session, in_log("incident", card.chat), incident_id)
        undoable = await just_decided(session, visit.actor, done if done != incident_id else None)
        waiting = await _others(session, visit, incident_id)
        usual = await _usual_mute(session, card)
        moment = now(session)
    return visit.show(
        "moderation/incident.html",
        422 if isinstance(error, InvalidInput) else 409 if error else 200,
        card=card,
        personal=holds_personal_data(card.incident.topic, card.incident.reasons),
        choices=_choices(card),
        acts=[(entry, act) for entry in entries if (act := entry.tag.split(":")[2]) != "view"],
        next=waiting[0] if waiting else None,
        usual=usual,
        done=undoable,
        now=moment,
        mistakes=visit.mistakes(error) if error else {},
    )


def _choices(card: cards.Card) -> Sequence[Decision]:
    """Nobody can warn or mute a channel, and whoever is banned is not banned again."""
    if card.incident.decision is not None:
        return ()
    idle = {
        *(() if card.author else _FOR_PEOPLE),
        *((Decision.BAN,) if card.is_ban_idle else ()),
    }
    return [one for one in Decision if fits(card.incident.topic, one) and one not in idle]


async def _others(session: AsyncSession, visit: Visit, incident_id: int) -> Sequence[int]:
    lines = await queries.queue(session, visit.actor, limit=2)
    return [line.incident.id for line in lines if line.incident.id != incident_id]


async def _usual_mute(session: AsyncSession, card: cards.Card) -> timedelta | None:
    if card.author is None:
        return None
    return await ladder.usual_mute(session, card.author.person_id, card.chat.id)
