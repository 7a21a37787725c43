"""What the club knows of somebody's visits to events: for themselves, to read and take along."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Action, Actor
from community.events.attending.models import EventFeedback
from community.events.planning.models import Event, EventQuestion
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.queries import family_of, is_of


@dataclass(frozen=True)
class Visit:
    """A sign-up of one's family, whatever came of it; `answers` are (question, answer)."""

    party: EventParty
    event: Event
    answers: Sequence[tuple[str, str]]
    feedback: EventFeedback | None


async def visits_of(session: AsyncSession, actor: Actor) -> Sequence[Visit]:
    """The acting person's own and their family's, the oldest first."""
    person_id = actor.require_own(Action.OWN_EXPORT)
    query = (
        select(EventParty, Event, EventFeedback)
        .join(Event, Event.id == EventParty.event_id)
        .outerjoin(EventFeedback, EventFeedback.party_id == EventParty.id)
        .where(is_of(person_id, await family_of(session, actor)))
        .order_by(EventParty.id)
    )
    rows = (await session.execute(query)).all()
    asked = (
        select(EventAnswer.party_id, EventQuestion.words, EventAnswer.words)
        .join(EventQuestion, EventQuestion.id == EventAnswer.question_id)
        .where(EventAnswer.party_id.in_([party.id for party, _, _ in rows]))
        .order_by(EventQuestion.position)
    )
    answers = (await session.execute(asked)).all()
    return [
        Visit(
            party,
            event,
            [(question, said) for party_id, question, said in answers if party_id == party.id],
            feedback,
        )
        for party, event, feedback in rows
    ]
