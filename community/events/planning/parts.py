"""What belongs to an event besides its row: districts, speakers, authorities, questions."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.core.errors import InvalidInput
from community.events.planning.errors import QuestionsAnswered
from community.events.planning.kinds import EventAim, EventState, Guests
from community.events.planning.models import (
    Event,
    EventAuthority,
    EventDistrict,
    EventMaterial,
    EventQuestion,
    EventSpeaker,
)
from community.events.planning.queries import Details
from community.events.planning.rules import EventPlan, QuestionPlan, SpeakerPlan
from community.membership.districts.queries import all_districts


async def write(session: AsyncSession, event: Event, plan: EventPlan) -> None:
    """In place of what there was. Raises QuestionsAnswered, and InvalidInput for no district."""
    known = {place.id for place in await all_districts(session)}
    if not plan.districts <= known:
        raise InvalidInput(field="districts")
    for table in (EventDistrict, EventSpeaker, EventAuthority):
        await session.execute(delete(table).where(table.event_id == event.id))
    session.add_all(
        EventDistrict(event_id=event.id, district_id=place) for place in sorted(plan.districts)
    )
    session.add_all(
        EventSpeaker(
            event_id=event.id,
            name=speaker.name.strip(),
            level=speaker.level,
            speciality_id=speaker.speciality_id,
        )
        for speaker in plan.speakers
    )
    session.add_all(
        EventAuthority(event_id=event.id, name=name.strip()) for name in plan.authorities
    )
    await _write_questions(session, event, plan.questions)
    await session.flush()


async def _write_questions(
    session: AsyncSession, event: Event, questions: Sequence[QuestionPlan]
) -> None:
    """Answers point at questions: of what was announced none goes, but one may be reworded."""
    query = (
        select(EventQuestion)
        .where(EventQuestion.event_id == event.id)
        .order_by(EventQuestion.position)
    )
    known = (await session.scalars(query)).all()
    if len(questions) < len(known) and event.state is not EventState.DRAFT:
        raise QuestionsAnswered
    for surplus in known[len(questions) :]:
        await session.delete(surplus)
    for position, question in enumerate(questions):
        row = known[position] if position < len(known) else None
        if row is None:
            row = EventQuestion(event_id=event.id, position=position)
            session.add(row)
        row.words, row.choices = question.words.strip(), list(question.choices)


async def drop(session: AsyncSession, event: Event) -> None:
    for table in (EventDistrict, EventSpeaker, EventAuthority, EventQuestion, EventMaterial):
        await session.execute(delete(table).where(table.event_id == event.id))


def plan_of(event: Event, details: Details) -> EventPlan:
    """The plan that this event was made by, to change or repeat it."""
    return EventPlan(
        kind=event.kind,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        format=event.format,
        about=event.about,
        programme=event.programme,
        aims=frozenset(EventAim(aim) for aim in event.aims),
        guests=frozenset(Guests(group) for group in event.guests),
        districts=details.districts,
        place=event.place,
        link=event.link,
        capacity=event.capacity,
        opens_at=event.opens_at,
        closes_at=event.closes_at,
        speakers=tuple(
            SpeakerPlan(one.name, one.level, one.speciality_id) for one in details.speakers
        ),
        authorities=tuple(one.name for one in details.authorities),
        questions=tuple(QuestionPlan(one.words, tuple(one.choices)) for one in details.questions),
    )
