"""What nobody decided in time: leaders are told, then it lapses and its words are erased."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.outbox.service import enqueue_all, to_person
from community.core.usecase import use_case
from moderation.detect.verdict import Action
from moderation.incidents import notices, telling
from moderation.incidents.closed import in_log
from moderation.incidents.erasing import forget_texts_of
from moderation.incidents.kinds import Decision, IncidentState, Topic
from moderation.incidents.models import Incident
from moderation.incidents.moderators import leaders_of, others_who_may_decide
from moderation.incidents.reporting import answer_reporters
from moderation.incidents.rules import KEEP_EXCERPT, KEEP_TEXT, OVERDUE_AFTER, TAKEN_AWAY

_AT_ONCE = 200


@use_case
async def lapse(session: AsyncSession) -> int:
    """Close what waited too long; returns how many incidents, at most 200 at once.

    What was taken away lapses when its text has to go, everything else with its excerpt: then
    nobody could judge it any more. Somebody in distress is waited for that long too.
    """
    await _tell_leaders(session)
    moment = now(session)
    taken_away = and_(_taken_away(), Incident.opened_at <= moment - KEEP_TEXT)
    query = (
        select(Incident)
        .where(
            Incident.state != IncidentState.DECIDED,
            or_(taken_away, Incident.opened_at <= moment - KEEP_EXCERPT),
        )
        .order_by(Incident.id)
        .limit(_AT_ONCE)
        .with_for_update(key_share=True, skip_locked=True)
    )
    incidents = (await session.scalars(query)).all()
    for incident in incidents:
        await _lapse(session, incident)
    return len(incidents)


def _taken_away() -> ColumnElement[bool]:
    return and_(
        Incident.action.in_(TAKEN_AWAY), ~Incident.dry_run, Incident.topic != Topic.DISTRESS
    )


async def _lapse(session: AsyncSession, incident: Incident) -> None:
    """The author of something that was held hears that nobody came to it, without a reproach."""
    incident.state, incident.decision = IncidentState.DECIDED, Decision.LAPSED
    incident.decided_at = now(session)
    await forget_texts_of(session, incident)
    chat = await session.get_one(Chat, incident.chat_id)
    subject = Subject(in_log("incident", chat), incident.id, district_id=chat.district_id)
    record(session, system_actor(), "lapse", subject)
    held = incident.action is Action.HOLD and not incident.dry_run
    if held:
        await telling.tell_lapsed(session, incident)
    await answer_reporters(session, incident)
    if incident.storm_id is None:
        await notices.update_cards(session, incident)


async def _tell_leaders(session: AsyncSession) -> None:
    """Half of the time is over. Each incident is told of once, of a storm only the first.

    Where nobody may decide about the only leader, that leader can still name somebody who may.
    """
    for incident in await _overdue(session):
        chat = await session.get_one(Chat, incident.chat_id)
        others = await others_who_may_decide(session, chat, incident)
        told = map(to_person, others or await leaders_of(session, chat))
        await enqueue_all(session, notices.overdue(incident, told))


async def _overdue(session: AsyncSession) -> Sequence[Incident]:
    moment = now(session)
    first_of_storms = select(func.min(Incident.id)).group_by(Incident.storm_id)
    query = (
        select(Incident)
        .where(
            Incident.state != IncidentState.DECIDED,
            Incident.opened_at <= moment - OVERDUE_AFTER,
            Incident.opened_at > moment - KEEP_TEXT,
            _taken_away(),
            or_(
                Incident.storm_id.is_(None),
                Incident.id.in_(first_of_storms.where(Incident.storm_id.is_not(None))),
            ),
        )
        .order_by(Incident.id)
    )
    return (await session.scalars(query)).all()
