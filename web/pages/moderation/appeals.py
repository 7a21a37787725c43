"""Authors who disagree. Somebody else than the one who decided looks again."""

from fastapi import APIRouter
from starlette.responses import Response

from community.core.clock import now
from moderation.incidents import appealing, cards, lists
from moderation.incidents.rules import holds_personal_data
from web.auth.visit import SignedIn

router = APIRouter(prefix="/moderation/appeals")


@router.get("")
async def show_appeals(visit: SignedIn) -> Response:
    async with visit.read() as session:
        rows = await lists.appeals_open(session, visit.actor)
        moment = now(session)
    return visit.show("moderation/appeals.html", rows=rows, now=moment)


@router.get("/{appeal_id}")
async def show_appeal(visit: SignedIn, appeal_id: int) -> Response:
    """With the words of both sides, which is written down."""
    async with visit.write() as session:
        appealed = await cards.appealed_card(session, visit.actor, appeal_id)
        card = await cards.view_card(session, visit.actor, appealed.incident.id)
    personal = holds_personal_data(card.incident.topic, card.incident.reasons)
    return visit.show("moderation/appeal.html", card=card, appeal=card.appeal, personal=personal)


@router.post("/{appeal_id}")
async def answer(visit: SignedIn, appeal_id: int) -> Response:
    form = await visit.form()
    granted = form.text("answer") == "grant"
    async with visit.write() as session:
        await appealing.decide_appeal(session, visit.actor, appeal_id, granted=granted)
    return visit.go("/moderation/appeals", "appeal_granted" if granted else "appeal_refused")
