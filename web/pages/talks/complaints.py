"""Complaints about conversations: two are named, both agree, both read, one of them decides."""

from typing import Any

from fastapi import APIRouter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import Response

from community.core.actor import Action
from community.core.clock import now
from community.core.errors import DomainError, InvalidInput, NotAllowed, NotFound
from community.membership.people import queries as people
from community.relay import complaints, service
from community.relay.deciding import NOTE_LIMIT
from community.relay.kinds import ComplaintOutcome
from community.relay.models import Complaint
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled
from web.view.talk_words import OUTCOMES

router = APIRouter(prefix="/help-requests/complaints")


@router.get("")
async def list_complaints(visit: SignedIn) -> Response:
    async with visit.read() as session:
        found = await complaints.all_seen(session, visit.actor)
        lines = [(one, await complaints.aliases_of(session, one)) for one in found]
        moment = now(session)
    return visit.show("talks/complaints.html", lines=lines, now=moment)


@router.get("/{complaint_id}")
async def show_complaint(visit: SignedIn, complaint_id: int) -> Response:
    return await _show(visit, complaint_id)


@router.post("/{complaint_id}/readers")
async def name_readers(visit: SignedIn, complaint_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            second = form.whole("second")
            await service.name_readers(session, visit.actor, complaint_id, second)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, complaint_id, form, error)
    return visit.go(f"/help-requests/complaints/{complaint_id}", "readers_named")


@router.post("/{complaint_id}/consent")
async def consent(visit: SignedIn, complaint_id: int) -> Response:
    """`answer` is yes, or no: taken back."""
    form = await visit.form()
    act = service.take_consent_back if form.text("answer") == "no" else service.consent
    try:
        async with visit.write() as session:
            await act(session, visit.actor, complaint_id)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, complaint_id, form, error)
    return visit.go(f"/help-requests/complaints/{complaint_id}", "consent_noted")


@router.get("/{complaint_id}/transcript")
async def read(visit: SignedIn, complaint_id: int) -> Response:
    """Both sides will see that it was read."""
    try:
        async with visit.write() as session:
            opened = await service.read(session, visit.actor, complaint_id)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, complaint_id, error=error)
    return visit.show("talks/transcript.html", opened=opened)


@router.post("/{complaint_id}/decision")
async def decide(visit: SignedIn, complaint_id: int) -> Response:
    form = await visit.form()
    try:
        async with visit.write() as session:
            outcome = form.choice("outcome", ComplaintOutcome)
            note = form.text("note", NOTE_LIMIT)
            await service.decide(session, visit.actor, complaint_id, outcome, note)
    except (NotFound, NotAllowed):
        raise
    except DomainError as error:
        return await _show(visit, complaint_id, form, error)
    return visit.go("/help-requests/complaints", "complaint_decided")


async def _show(
    visit: Visit, complaint_id: int, form: Filled | None = None, error: DomainError | None = None
) -> Response:
    async with visit.write() as session:
        card = await service.look_at(session, visit.actor, complaint_id)
        values = await _people(session, visit, card.complaint)
        moment = now(session)
    wrong = isinstance(error, InvalidInput)
    return visit.show(
        "talks/complaint.html",
        (422 if wrong else 409) if error else 200,
        card=card,
        now=moment,
        is_open=card.complaint.open_until is not None and card.complaint.open_until > moment,
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
        note_limit=NOTE_LIMIT,
        outcomes=[(one, visit.texts.gettext(words)) for one, words in OUTCOMES.items()],
        **values,
    )


async def _people(session: AsyncSession, visit: Visit, complaint: Complaint) -> dict[str, Any]:
    """The two readers, and for a leader whom else to ask. Never one of the two sides."""
    may_name = visit.may(Action.COMPLAINT_OPEN)
    possible = await complaints.possible_second(session, visit.actor, complaint) if may_name else ()
    consents = (complaint.first_consent_at, complaint.second_consent_at)
    readers = zip(complaint.readers, consents, strict=False)
    return {
        "readers": [(one, await _name(session, one), at) for one, at in readers],
        "possible": [(one, await _name(session, one)) for one in possible],
    }


async def _name(session: AsyncSession, person_id: int) -> str:
    person = await people.person(session, person_id)
    return " ".join(part for part in (person.given_name, person.family_name) if part) or "—"
