"""Reading incidents: what waits and what was decided.

Lists hold no words of anybody; those are on the card, and who opens it is written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from community.chats.models import Chat
from community.core.actor import Action as Right
from community.core.actor import Actor
from community.core.paging import Page
from community.membership.people.models import MessengerAccount
from moderation.detect.verdict import Action
from moderation.incidents.kinds import Decision, IncidentState, Source, Topic
from moderation.incidents.models import Incident, IncidentMessage, Report
from moderation.incidents.visibility import visible_to

WORDLESS = (
    defer(Incident.excerpt, raiseload=True),
    defer(Incident.context, raiseload=True),
)


@dataclass(frozen=True)
class Line:
    """An incident in a list."""

    incident: Incident
    chat_title: str
    messages: int
    reports: int


@dataclass(frozen=True)
class HistoryFilter:
    """What somebody asked of the past; `since` and `until` are when an incident was opened."""

    topic: Topic | None = None
    decision: Decision | None = None
    chat_id: int | None = None
    person_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None  # the last moment that still counts
    page: int = 1
    page_size: int = 50


_REPORTS = (
    select(func.count()).where(Report.incident_id == Incident.id).correlate(Incident)
).scalar_subquery()
_MESSAGES = (
    select(func.count()).where(IncidentMessage.incident_id == Incident.id).correlate(Incident)
).scalar_subquery()
# A mere hint asks nobody for a decision, unless somebody reported the message as well.
_WAITS = and_(
    Incident.state != IncidentState.DECIDED, or_(Incident.action != Action.HINT, _REPORTS > 0)
)
_URGENCY = case(
    (Incident.topic == Topic.DISTRESS, 0),
    (Incident.dry_run, 4),
    (Incident.action == Action.HOLD, 1),
    (or_(Incident.source == Source.REPORT, _REPORTS > 0), 2),
    else_=3,
)


async def queue(
    session: AsyncSession, actor: Actor, *, chat_id: int | None = None, limit: int = 50
) -> Sequence[Line]:
    """What waits for a decision within reach: distress, then what is held, then reports.

    Then what the machine has done already, and last what it only would have done.
    """
    query = _lines().where(visible_to(actor), _WAITS)
    if chat_id is not None:
        query = query.where(Incident.chat_id == chat_id)
    query = query.order_by(_URGENCY, Incident.opened_at, Incident.id).limit(limit)
    return [Line(*row) for row in await session.execute(query)]


async def queue_length(session: AsyncSession, actor: Actor) -> int:
    query = select(func.count(Incident.id)).join(Chat).where(visible_to(actor), _WAITS)
    return await session.scalar(query) or 0


async def waiting_about(
    session: AsyncSession, actor: Actor, chat_id: int, message_id: int
) -> Sequence[Incident]:
    """What is undecided about one message, within reach."""
    query = (
        select(Incident)
        .join(Chat, Chat.id == Incident.chat_id)
        .join(IncidentMessage, IncidentMessage.incident_id == Incident.id)
        .where(
            visible_to(actor, Right.INCIDENT_DECIDE),
            IncidentMessage.chat_id == chat_id,
            IncidentMessage.message_id == message_id,
            Incident.state != IncidentState.DECIDED,
        )
        .options(*WORDLESS)
        .order_by(Incident.id)
    )
    return (await session.scalars(query)).all()


async def history(session: AsyncSession, actor: Actor, wanted: HistoryFilter) -> Page[Line]:
    """Decided incidents within reach, the newest first."""
    conditions = [visible_to(actor), Incident.state == IncidentState.DECIDED, *_asked(wanted)]
    total = await session.scalar(select(func.count(Incident.id)).join(Chat).where(*conditions)) or 0
    query = (
        _lines()
        .where(*conditions)
        .order_by(Incident.opened_at.desc(), Incident.id.desc())
        .offset(skipped(wanted.page, wanted.page_size))
        .limit(wanted.page_size)
    )
    rows = await session.execute(query)
    return Page([Line(*row) for row in rows], total, wanted.page, wanted.page_size)


def _lines() -> Select[Any]:
    return (
        select(Incident, Chat.title, _MESSAGES, _REPORTS)
        .join(Chat, Chat.id == Incident.chat_id)
        .options(*WORDLESS)
    )


def _asked(wanted: HistoryFilter) -> list[ColumnElement[bool]]:
    asked: list[ColumnElement[bool]] = []
    if wanted.topic is not None:
        asked.append(Incident.topic == wanted.topic)
    if wanted.decision is not None:
        asked.append(Incident.decision == wanted.decision)
    if wanted.chat_id is not None:
        asked.append(Incident.chat_id == wanted.chat_id)
    if wanted.person_id is not None:
        accounts = select(MessengerAccount.id).where(MessengerAccount.person_id == wanted.person_id)
        asked.append(Incident.author_account_id.in_(accounts))
    if wanted.since is not None:
        asked.append(Incident.opened_at >= wanted.since)
    if wanted.until is not None:
        asked.append(Incident.opened_at <= wanted.until)
    return asked


def skipped(page: int, size: int) -> int:
    """How many rows come before this page."""
    return (max(page, 1) - 1) * size
