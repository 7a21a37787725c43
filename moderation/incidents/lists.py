"""Reading who is under a sanction, who appealed, and what the detector was taught."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.clock import now
from community.core.errors import NotFound
from community.core.paging import Page
from community.membership.people.models import Person
from moderation.incidents.closed import in_sight
from moderation.incidents.kinds import AppealState, LessonState, MeasureState
from moderation.incidents.models import Appeal, Incident, Lesson, Measure, Sanction
from moderation.incidents.queries import WORDLESS, skipped
from moderation.incidents.visibility import visible_to


@dataclass(frozen=True)
class UnderSanction:
    """A sanction in force; `refused` are the chats where the messenger did not let it be."""

    sanction: Sanction
    given_name: str | None
    chats: int
    refused: int


@dataclass(frozen=True)
class AppealLine:
    """An open appeal; nobody decides about their own message or their own decision."""

    appeal: Appeal
    incident: Incident
    chat_title: str
    may_decide: bool


@dataclass(frozen=True)
class LessonLine:
    lesson: Lesson
    chat_title: str
    taught_by: str | None


async def people_under_sanctions(session: AsyncSession, actor: Actor) -> Sequence[UnderSanction]:
    """Every sanction in force that came of an incident within reach, the newest first."""
    in_force = or_(Sanction.until.is_(None), Sanction.until > now(session))
    query = (
        select(Sanction, Person.given_name, _measures(), _measures(MeasureState.REFUSED))
        .join(Incident, Incident.id == Sanction.incident_id)
        .join(Chat, Chat.id == Incident.chat_id)
        .join(Person, Person.id == Sanction.person_id)
        .where(visible_to(actor), Sanction.lifted_at.is_(None), in_force)
        .order_by(Sanction.begins_at.desc(), Sanction.id.desc())
    )
    return [UnderSanction(*row) for row in await session.execute(query)]


async def appeals_open(session: AsyncSession, actor: Actor) -> Sequence[AppealLine]:
    """Appeals that wait within reach, the longest waiting first."""
    query = (
        select(Appeal, Incident, Chat.title)
        .join(Incident, Incident.id == Appeal.incident_id)
        .join(Chat, Chat.id == Incident.chat_id)
        .where(visible_to(actor), Appeal.state == AppealState.OPEN)
        .order_by(Appeal.at, Appeal.id)
        .options(*WORDLESS, defer(Appeal.words, raiseload=True))
    )
    return [
        AppealLine(
            appeal,
            incident,
            title,
            actor.person_id not in (incident.decided_by_id, appeal.person_id),
        )
        for appeal, incident, title in await session.execute(query)
    ]


async def lessons(
    session: AsyncSession, actor: Actor, *, page: int = 1, page_size: int = 50
) -> Page[LessonLine]:
    """What was taught within reach: those that wait for a second word first, then the newest."""
    count = select(func.count(Lesson.id)).join(Incident).join(Chat).where(visible_to(actor))
    total = await session.scalar(count) or 0
    query = (
        _lessons(actor)
        .order_by(Lesson.state != LessonState.WAITING, Lesson.id.desc())
        .offset(skipped(page, page_size))
        .limit(page_size)
    )
    rows = await session.execute(query)
    return Page([LessonLine(*row) for row in rows], total, page, page_size)


async def lesson_line(session: AsyncSession, actor: Actor, lesson_id: int) -> LessonLine:
    """One lesson; raises NotFound where the actor's rights do not reach."""
    found = (await session.execute(_lessons(actor).where(Lesson.id == lesson_id))).one_or_none()
    if found is None:
        raise NotFound(kind="lesson")
    return LessonLine(*found)


def _lessons(actor: Actor) -> Select[Lesson, str, str | None]:
    return (
        select(Lesson, Chat.title, Person.given_name)
        .join(Incident, Incident.id == Lesson.incident_id)
        .join(Chat, Chat.id == Incident.chat_id)
        .outerjoin(Person, Person.id == Lesson.taught_by_id)
        .where(visible_to(actor))
        .options(defer(Lesson.features))
    )


def _measures(state: MeasureState | None = None) -> ColumnElement[int]:
    count = select(func.count()).where(Measure.sanction_id == Sanction.id, in_sight())
    if state is not None:
        count = count.where(Measure.state == state)
    return count.correlate(Sanction).scalar_subquery()
