"""Somebody asks to join: the card, an activist's word, a leader's decision."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.actor import Action
from community.core.errors import DomainError, InvalidInput
from community.membership.verification import service as verification
from community.membership.verification.errors import AlreadyDecided
from community.membership.verification.models import UNDECIDED
from web.auth.visit import SignedIn, Visit
from web.view.forms import Filled

router = APIRouter(prefix="/families/applications")


@router.get("/{application_id}")
async def show_application(visit: SignedIn, application_id: int) -> Response:
    return await _show(visit, application_id)


@router.post("/{application_id}/word")
async def add_word(visit: SignedIn, application_id: int) -> Response:
    """One more word beside the activists'; enough to let in while nobody objects."""
    form = await visit.form()
    try:
        async with visit.write() as session:
            application = await verification.vouch(
                session,
                visit.actor,
                application_id,
                in_favour=form.text("verdict") == "yes",
                reason=form.text("reason", 200),
            )
    except (InvalidInput, AlreadyDecided) as error:
        return await _show(visit, application_id, form, error)
    decided = application.state not in UNDECIDED
    return visit.go("/", "let_in" if decided else "word_noted")


@router.post("/{application_id}/decision")
async def decide(visit: SignedIn, application_id: int) -> Response:
    """A refusal asks for a reason: the next leader will want to know."""
    form = await visit.form()
    verified = form.text("verdict") == "yes"
    try:
        reason = form.text("reason", 200) if verified else form.words("reason", 200)
        async with visit.write() as session:
            await verification.decide(
                session, visit.actor, application_id, verified=verified, reason=reason
            )
    except (InvalidInput, AlreadyDecided) as error:
        return await _show(visit, application_id, form, error)
    return visit.go("/", "let_in" if verified else "refused")


async def _show(
    visit: Visit,
    application_id: int,
    form: Filled | None = None,
    error: DomainError | None = None,
) -> Response:
    async with visit.write() as session:  # looking is written down
        card = await verification.view_card(session, visit.actor, application_id)
    place = card.application.district_id
    return visit.show(
        "families/application.html",
        422 if error else 200,
        card=card,
        undecided=card.application.state in UNDECIDED,
        may_decide=visit.actor.may(Action.APPLICATION_DECIDE, place),
        own_word=next((v for v in card.votes if v.voter_id == visit.actor.person_id), None),
        now=visit.context.database.clock.now(),
        form=form or Filled(),
        mistakes=visit.mistakes(error) if error else {},
    )
