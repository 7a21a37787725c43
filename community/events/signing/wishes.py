"""What a family adds to its place: needs, a lift, reminders, answers to the organiser."""

from sqlalchemy.ext.asyncio import AsyncSession

from community.core.actor import Actor
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case
from community.events.planning.models import EventQuestion
from community.events.signing.kinds import Reminders, Transport
from community.events.signing.models import EventAnswer, EventParty
from community.events.signing.rules import ANSWER_LIMIT, MOST_IN_A_CAR, NEEDS_LIMIT
from community.events.signing.service import own_in_play


@use_case
async def say_needs(
    session: AsyncSession, actor: Actor, party_id: int, needs: str | None
) -> EventParty:
    """What the organiser should know: food, a wheelchair, a nap. Raises NotFound, InvalidInput."""
    party, _ = await own_in_play(session, actor, party_id)
    needs = (needs or "").strip() or None
    if needs is not None and len(needs) > NEEDS_LIMIT:
        raise InvalidInput(field="needs", limit=NEEDS_LIMIT)
    party.needs = needs
    return party


@use_case
async def say_transport(
    session: AsyncSession, actor: Actor, party_id: int, transport: Transport, seats: int = 0
) -> EventParty:
    """Whether they need a lift or offer one: by district, without an address.

    Raises NotFound, InvalidInput.
    """
    party, _ = await own_in_play(session, actor, party_id)
    if transport is Transport.NONE:
        seats = 0
    elif not 1 <= seats <= MOST_IN_A_CAR:
        raise InvalidInput(field="transport_seats", limit=f"1–{MOST_IN_A_CAR}")
    party.transport, party.transport_seats = transport, seats
    return party


@use_case
async def choose_reminders(
    session: AsyncSession, actor: Actor, party_id: int, reminders: Reminders
) -> EventParty:
    """Raises NotFound, EventOver."""
    party, _ = await own_in_play(session, actor, party_id)
    party.reminders = reminders
    return party


@use_case
async def answer(
    session: AsyncSession, actor: Actor, party_id: int, question_id: int, words: str
) -> None:
    """One of the choices where there are some. Raises NotFound, InvalidInput, EventOver."""
    party, event = await own_in_play(session, actor, party_id)
    question = await session.get(EventQuestion, question_id)
    if question is None or question.event_id != event.id:
        raise NotFound(kind="question")
    words = words.strip()
    if not words or len(words) > ANSWER_LIMIT:
        raise InvalidInput(field="answer", limit=ANSWER_LIMIT)
    if question.choices and words not in question.choices:
        raise InvalidInput(field="answer")
    await session.merge(EventAnswer(party_id=party.id, question_id=question.id, words=words))
