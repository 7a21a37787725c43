"""A member's word about a message: private, weighed by past accuracy, and answered."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import PERMISSIONS, Actor
from community.core.actor import Action as Right
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import NotAllowed
from community.core.outbox.models import Priority
from community.core.outbox.service import enqueue, enqueue_all, to_person
from community.core.usecase import use_case
from community.membership.people import queries as people
from community.membership.people.models import MessengerAccount
from moderation.detect.verdict import Action
from moderation.incidents.closed import in_log, is_closed
from moderation.incidents.errors import OwnIncident, TooManyReports
from moderation.incidents.kinds import (
    Decision,
    IncidentState,
    ReportReason,
    Source,
    Topic,
)
from moderation.incidents.models import Incident, IncidentMessage, Report
from moderation.incidents.moderators import card_recipients, is_only_leader, moderators_of
from moderation.incidents.notices import card_growth
from moderation.incidents.rules import TAKEN_AWAY, reporter_weight
from moderation.incidents.seeing import open_incident
from moderation.incidents.settings import load_settings
from moderation.incidents.sighting import Sighting

_DAY = timedelta(days=1)
_ENOUGH_TO_HOLD = 2  # one person alone never has a message taken away, however right so far
_TOPICS: Mapping[ReportReason, Topic] = {
    ReportReason.SPAM: Topic.SPAM,
    ReportReason.ABUSE: Topic.ABUSE,
    ReportReason.PERSONAL_DATA: Topic.PERSONAL_DATA,
    ReportReason.UNWELL: Topic.DISTRESS,
    ReportReason.OTHER: Topic.OTHER,
}
# Whether a decision agrees with who reported. Worrying about somebody in vain counts for nothing.
_AGREES: Mapping[Decision | None, bool] = {
    Decision.RIGHT: True,
    Decision.WARN: True,
    Decision.MUTE: True,
    Decision.BAN: True,
    Decision.MET: True,
    Decision.INNOCENT: False,
}
_HEARD_ANEW = frozenset({Decision.LAPSED, Decision.FALSE_ALARM})


@use_case
async def report(
    session: AsyncSession, actor: Actor, sighting: Sighting, reason: ReportReason
) -> Incident:
    """Take a member's report. Several of one message are one incident; a repeated one is nothing.

    Of `sighting`, topic, source and action are set here; `for_leaders` is given where its author
    is hidden, but a moderator. Raises NotAllowed for who is no member, OwnIncident for one's own
    message, TooManyReports.
    """
    reporter = await _reporter(session, actor, sighting, reason)
    # As whatever is seen in a chat: one after the other, the chat before its incidents.
    chat = await session.get_one(Chat, sighting.chat_id, with_for_update=TO_CHANGE)
    sighting = replace(
        sighting,
        topic=_TOPICS[reason],
        source=Source.REPORT,
        action=Action.ALLOW,
        dry_run=False,
        for_leaders=await _is_for_leaders(session, chat, sighting, reason),
    )
    incident = await _incident_about(session, sighting)
    if await _add(session, incident, reporter, reason):
        record(session, actor, "report", _in_log(incident, chat, reporter), why=reason.value)
        await _hold_if_many_say_so(session, incident, sighting)
        await _show(session, chat, incident)
    return incident


def _in_log(incident: Incident, chat: Chat, reporter: int) -> Subject:
    """A report in a group is nobody's but the reporter's: the log names no number."""
    kind, person_id = in_log("incident", chat), reporter if is_closed(chat) else None
    return Subject(kind, incident.id, person_id=person_id, district_id=chat.district_id)


def may_report(actor: Actor) -> bool:
    return any(actor.has_role(role) for role in PERMISSIONS[Right.INCIDENT_REPORT])


async def answer_reporters(session: AsyncSession, incident: Incident) -> None:
    """After a decision, or its undoing: whether it agreed, and a word in private about it."""
    query = select(Report).where(Report.incident_id == incident.id).order_by(Report.id)
    for row in await session.scalars(query):
        await _answer(session, row, incident)


async def _answer(session: AsyncSession, row: Report, incident: Incident) -> None:
    row.upheld = _AGREES.get(incident.decision)
    if incident.decided_at is not None:
        await enqueue(
            session,
            to_person(row.reporter_id),
            "moderation.report_answer",
            key=f"{row.id}:{incident.decided_at.timestamp():.0f}",
            priority=Priority.NORMAL,
            report=row.id,
        )


async def _reporter(
    session: AsyncSession, actor: Actor, sighting: Sighting, reason: ReportReason
) -> int:
    """Who reports, when they may; their reports take turns, so that none slips past the limit."""
    person_id = actor.require_own(Right.INCIDENT_REPORT)
    if not may_report(actor):
        raise NotAllowed(action=Right.INCIDENT_REPORT.value)
    if await _author(session, sighting) == person_id:
        raise OwnIncident
    await people.locked_person(session, person_id)
    limit = (await load_settings(session, sighting.chat_id)).reports_per_day
    if reason is not ReportReason.UNWELL and await _reports_today(session, person_id) >= limit:
        raise TooManyReports(limit=limit)
    return person_id


async def _reports_today(session: AsyncSession, person_id: int) -> int:
    """Complaints alone: whoever worries about somebody is never told that it was too often."""
    query = select(func.count()).where(
        Report.reporter_id == person_id,
        Report.at > now(session) - _DAY,
        Report.reason != ReportReason.UNWELL,
    )
    return await session.scalar(query) or 0


async def _author(session: AsyncSession, sighting: Sighting) -> int | None:
    query = select(MessengerAccount.person_id).where(MessengerAccount.id == sighting.account_id)
    person_id: int | None = await session.scalar(query)
    return person_id


async def _is_for_leaders(
    session: AsyncSession, chat: Chat, sighting: Sighting, reason: ReportReason
) -> bool:
    """A complaint about a moderator; to one in distress anybody may come."""
    if reason is ReportReason.UNWELL:
        return False
    if not (sighting.for_leaders or await _is_by_moderator(session, chat, sighting)):
        return False
    return not await is_only_leader(session, chat, sighting.account_id)


async def _is_by_moderator(session: AsyncSession, chat: Chat, sighting: Sighting) -> bool:
    return await _author(session, sighting) in await moderators_of(session, chat)


async def _incident_about(session: AsyncSession, sighting: Sighting) -> Incident:
    query = (
        select(Incident)
        .join(IncidentMessage, IncidentMessage.incident_id == Incident.id)
        .where(
            IncidentMessage.chat_id == sighting.chat_id,
            IncidentMessage.message_id == sighting.message_id,
        )
        .order_by(Incident.id.desc())
        .with_for_update(of=Incident, key_share=True)  # a decision meanwhile is waited for
        .execution_options(populate_existing=True)
    )
    for known in (await session.scalars(query)).all():
        if _is_same_matter(known, sighting.topic):
            known.for_leaders = known.for_leaders or sighting.for_leaders
            return known
    return await open_incident(session, sighting)


def _is_same_matter(known: Incident, topic: Topic) -> bool:
    """Whether a report belongs to what is known of the message already.

    Worry about a person and a complaint never mix. A decision answers the same question only, and
    never that nothing ails somebody whom another member worries about.
    """
    if (known.topic is Topic.DISTRESS) is not (topic is Topic.DISTRESS):
        return False
    if known.state is IncidentState.DECIDED:
        return known.topic is topic and known.decision not in _HEARD_ANEW
    return not known.dry_run and known.action is not Action.HINT


async def _add(
    session: AsyncSession, incident: Incident, reporter: int, reason: ReportReason
) -> bool:
    """Whether this person had not reported it before. What is decided is answered at once."""
    row = Report(incident_id=incident.id, reporter_id=reporter, reason=reason, at=now(session))
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    if incident.state is IncidentState.DECIDED:
        await _answer(session, row, incident)
    return True


async def _show(session: AsyncSession, chat: Chat, incident: Incident) -> None:
    """Cards count reports, however many come."""
    to = await card_recipients(session, chat, for_leaders=incident.for_leaders)
    await enqueue_all(session, card_growth(incident, to, now(session)))


async def _hold_if_many_say_so(
    session: AsyncSession, incident: Incident, sighting: Sighting
) -> None:
    """Out of sight until a moderator looks, unless a moderator wrote it, or somebody in need."""
    settled = incident.state is IncidentState.DECIDED or incident.action in TAKEN_AWAY
    if settled or incident.for_leaders or incident.topic is Topic.DISTRESS:
        return
    chat = await session.get_one(Chat, incident.chat_id)
    if await _is_by_moderator(session, chat, sighting):
        return
    weights = await _weights(session, incident)
    enough = (await load_settings(session, incident.chat_id)).report_hold_weight
    if len(weights) >= _ENOUGH_TO_HOLD and sum(weights) >= enough:
        await open_incident(session, _held(incident, sighting))


def _held(incident: Incident, sighting: Sighting) -> Sighting:
    """The same message with a heavier verdict, and all that was known of it before."""
    return replace(
        sighting,
        topic=incident.topic,
        action=Action.HOLD,
        score=incident.score,
        reasons=tuple(incident.reasons),
        excerpt=sighting.excerpt or incident.excerpt,
        context=sighting.context or incident.context,
    )


async def _weights(session: AsyncSession, incident: Incident) -> Sequence[float]:
    """What each reporter of an incident weighs, by how their earlier reports ended."""
    reporters = select(Report.reporter_id).where(Report.incident_id == incident.id)
    query = (
        select(
            func.count().filter(Report.upheld.is_(True)),
            func.count().filter(Report.upheld.is_(False)),
        )
        .where(Report.reporter_id.in_(reporters))
        .group_by(Report.reporter_id)
    )
    return [reporter_weight(*row) for row in await session.execute(query)]
