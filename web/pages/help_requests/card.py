"""One request for a leader: how it went so far, giving it to somebody, closing it for the club."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.consultations.booking.queries import of_request
from community.consultations.requests import queries
from community.consultations.requests import service as requests
from community.consultations.requests.closing import SAID_BY_SPECIALIST
from community.consultations.requests.kinds import OfferAnswer, RequestOutcome, RequestState
from community.consultations.requests.listing import able_to_take, lines
from community.consultations.requests.models import HelpRequest, Offer
from community.consultations.specialists import queries as specialists
from community.core.audit import AuditEntry, entries_about
from community.core.clock import now
from community.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from community.membership.districts.queries import all_districts
from community.membership.people.queries import given_names
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/help-requests/{request_id}")
# What the log tells that the offers do not tell better.
_TOLD = ("ask", "words", "book", "give", "look_again", "remind", "close", "rate", "follow_up")


@dataclass(frozen=True)
class Turn:
    """A line of the history: what, by an action of the log or an answer to an offer."""

    at: datetime
    action: str
    specialist: str | None = None
    leader: str | None = None
    answer: OfferAnswer | None = None
    outcome: str | None = None


@router.get("")
async def show_request(visit: SignedIn, request_id: int) -> Response:
    return await _show(visit, request_id)


@router.post("/give")
async def give(visit: SignedIn, request_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            specialist_id = form.whole("specialist")
            await requests.give(session, visit.actor, request_id, specialist_id)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, request_id, form, error)
    return visit.go(f"/help-requests/{request_id}", "request_given")


@router.post("/look")
async def look_again(visit: SignedIn, request_id: int) -> Response:
    """Now, instead of with tomorrow's turn."""
    try:
        async with visit.write() as session:
            found = await requests.look_again(session, visit.actor, request_id)
            notice = "nobody_free" if found.state is RequestState.WAITING else "request_given"
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, request_id, None, error)
    return visit.go(f"/help-requests/{request_id}", notice)


@router.post("/close")
async def close(visit: SignedIn, request_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            outcome = form.choice("outcome", RequestOutcome)
            await requests.close_for_club(session, visit.actor, request_id, outcome)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, request_id, form, error)
    return visit.go(f"/help-requests/{request_id}", "request_closed")


async def _show(
    visit: Visit, request_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    async with visit.read() as session:
        values = await _values(session, visit, request_id)
    return visit.show(
        "help_requests/card.html",
        422 if isinstance(error, InvalidInput) else 409 if error else 200,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
        **values,
    )


async def _values(session: AsyncSession, visit: Visit, request_id: int) -> dict[str, Any]:
    request = await queries.routed(session, visit.actor, request_id)
    is_open = request.state is not RequestState.CLOSED
    return {
        "line": (await lines(session, visit.actor, [request]))[0],
        "skill": await specialists.speciality(session, request.speciality_id),
        "places": {place.id: place for place in await all_districts(session)},
        "history": await _history(session, visit, request),
        "booked": await of_request(session, request.id),
        "able": await able_to_take(session, visit.actor, request) if is_open else (),
        "outcomes": SAID_BY_SPECIALIST,
        "now": now(session),
    }


async def _history(session: AsyncSession, visit: Visit, request: HelpRequest) -> Sequence[Turn]:
    offers = await queries.offers_of(session, visit.actor, request.id)
    entries = [
        entry
        for entry in await entries_about(session, "help_request", request.id)
        if entry.tag.split(":")[2] in _TOLD
    ]
    known = {one.id: one.alias for one in await specialists.listed(session, visit.actor)}
    names = await given_names(
        session, {one.actor_id for one in entries if one.actor_id != request.person_id}
    )
    told = {entry.tag.split(":")[2] for entry in entries}
    events = [
        *([] if "ask" in told else [Turn(request.asked_at, "ask")]),
        *(event for offer in offers for event in _of_offer(offer, known)),
        *(_of_entry(entry, known, names) for entry in entries),
    ]
    if request.closed_at is not None and "close" not in told:
        events.append(Turn(request.closed_at, "close", outcome=request.outcome))
    return sorted(events, key=lambda event: (event.at, event.action != "ask"))


def _of_offer(offer: Offer, known: dict[int, str]) -> list[Turn]:
    """When somebody was asked, and what came of it; once where both were one moment."""
    name = known.get(offer.specialist_id)
    found = []
    if offer.answered_at != offer.offered_at:
        found.append(Turn(offer.offered_at, "offer", name))
    if offer.answered_at is not None:
        found.append(Turn(offer.answered_at, "answer", name, answer=offer.answer))
    return found


def _of_entry(entry: AuditEntry, known: dict[int, str], names: Any) -> Turn:
    return Turn(
        entry.at,
        entry.tag.split(":")[2],
        known.get(entry.facts.get("specialist", 0)),
        names.get(entry.actor_id),
        outcome=entry.facts.get("outcome") or entry.facts.get("answer"),
    )
