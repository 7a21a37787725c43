"""Deciding about incidents, and taking a decision back by one tap in every chat it touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount
from moderation.incidents import (
    alarms,
    appeal_answers,
    consequences,
    notices,
    probation,
    telling,
)
from moderation.incidents.closed import in_log
from moderation.incidents.errors import (
    AlreadyDecided,
    DecisionDoesNotFit,
    NothingToUndo,
    OwnIncident,
)
from moderation.incidents.imposing import lift_those, require_may_touch
from moderation.incidents.kinds import Decision, IncidentState, SanctionKind, Topic
from moderation.incidents.ladder import usual_mute
from moderation.incidents.lapsing import lapse
from moderation.incidents.models import Incident, Sanction
from moderation.incidents.moderators import may_decide, require_moderator
from moderation.incidents.reporting import answer_reporters
from moderation.incidents.rules import fits, lesson_of
from moderation.incidents.sanctioning import sanction
from moderation.incidents.seeing import open_incident
from moderation.incidents.settings import load_settings
from moderation.incidents.sighting import Sighting
from moderation.incidents.teaching import teach, unteach

__all__ = ["decide", "decide_on_sight", "lapse", "overturn", "take", "undo"]

_SANCTIONS = {
    Decision.WARN: SanctionKind.WARNING,
    Decision.MUTE: SanctionKind.MUTE,
    Decision.BAN: SanctionKind.BAN,
}
# A mute below half a minute, or above a year, the messenger takes for one without end.
_SHORTEST, _LONGEST = timedelta(minutes=1), timedelta(days=365)


@use_case
async def take(session: AsyncSession, actor: Actor, incident_id: int) -> Incident:
    """Look into an incident, so that others need not; taking over from another is allowed.

    Raises NotFound out of reach, OwnIncident, AlreadyDecided.
    """
    incident, chat = await _in_hand(session, actor, incident_id)
    if incident.decision is not None:
        raise AlreadyDecided(decision=incident.decision.value)
    if incident.taken_by_id != actor.person_id:
        incident.state = IncidentState.TAKEN
        incident.taken_by_id, incident.taken_at = actor.person_id, now(session)
        await _record(session, actor, "take", incident, chat)
        await notices.update_cards(session, incident)
        await alarms.taken(session, actor, incident)
    return incident


@use_case
async def decide(
    session: AsyncSession,
    actor: Actor,
    incident_id: int,
    decision: Decision,
    *,
    term: timedelta | None = None,
) -> Incident:
    """A person's word on an incident; the same word of the same person again changes nothing.

    Raises NotFound out of reach, OwnIncident, AlreadyDecided, DecisionDoesNotFit,
    ModeratorProtected, InvalidInput for a `term` that the messenger cannot keep.
    """
    incident, chat = await _in_hand(session, actor, incident_id)
    if incident.decision is not None:
        if (incident.decision, incident.decided_by_id) == (decision, actor.person_id):
            return incident
        raise AlreadyDecided(decision=incident.decision.value)
    if not _fits(incident, decision):
        raise DecisionDoesNotFit(topic=incident.topic.value, decision=decision.value)
    if term is not None and not _SHORTEST <= term <= _LONGEST:
        raise InvalidInput(field="term")
    if decision is Decision.INNOCENT:
        await overturn(session, actor, incident)
        return incident
    moment = now(session)
    _close(incident, actor, decision, moment)
    imposed: list[Sanction] = []
    if kind := _SANCTIONS.get(decision):
        imposed = await _sanction_author(session, actor, incident, kind=kind, term=term)
    if decision is Decision.BAN:
        await consequences.ban_channel(session, incident)
    if incident.topic is not Topic.DISTRESS:
        gone = await consequences.remove_messages(session, actor, incident)
        await telling.tell_what_follows(session, incident, moment, gone=gone, imposed=imposed)
    await _learn_and_tell(session, actor, incident, chat)
    return incident


@use_case
async def decide_on_sight(
    session: AsyncSession,
    actor: Actor,
    sighting: Sighting,
    decision: Decision,
    *,
    term: timedelta | None = None,
) -> Incident:
    """A moderator's command in the chat itself: the message becomes an incident, decided at once.

    Where the message is of an undecided incident already, that one is decided.
    """
    require_moderator(actor)
    incident = await open_incident(session, sighting)
    return await decide(session, actor, incident.id, decision, term=term)


async def overturn(session: AsyncSession, actor: Actor, incident: Incident) -> None:
    """The message was innocent: everything the machine or a person did about it is put back.

    Its author hears of all that in one word, which grants an appeal that waits. Part of somebody's
    use case, who holds the incident's lock.
    """
    moment, chat = now(session), await session.get_one(Chat, incident.chat_id)
    sanctions = await consequences.sanctions_of(session, incident)
    lifted = await lift_those(session, actor, sanctions, moment)
    await consequences.unban_channel(session, incident)
    is_back = await consequences.return_messages(session, incident)
    if incident.topic is Topic.PROBATION and incident.author_account_id is not None:
        await probation.release(session, incident.author_account_id, moment)
    _close(incident, actor, Decision.INNOCENT, moment)
    if not await appeal_answers.grant(session, actor, incident, lifted):
        await telling.tell_put_right(session, incident, is_back=is_back, lifted=lifted)
    await _learn_and_tell(session, actor, incident, chat)


@use_case
async def undo(session: AsyncSession, actor: Actor, incident_id: int) -> Incident:
    """Take the last decision of a person back; what the machine did of itself is in force again.

    An appeal that the decision had granted is open again: nothing has answered it any more, and
    its author is told kindly that somebody looks once more.

    Raises NotFound out of reach, OwnIncident, NothingToUndo, ModeratorProtected.
    """
    incident, chat = await _in_hand(session, actor, incident_id)
    if incident.decision in (None, Decision.LAPSED):
        raise NothingToUndo
    if incident.decision in _SANCTIONS and (author := await _author(session, incident)):
        await require_may_touch(session, actor, author, chat)
    changes = await _put_back(session, actor, incident)
    if incident.decision is Decision.INNOCENT:
        await _vouch_no_longer(session, incident)
    await unteach(session, actor, incident)
    await _record(session, actor, "undo", incident, chat)
    incident.state, incident.decision = IncidentState.OPEN, None
    incident.decided_by_id = incident.decided_at = None
    incident.taken_by_id = incident.taken_at = None
    if not await appeal_answers.reopen(session, actor, incident, changes.imposed):
        await _tell_of_undo(session, incident, changes)
    await answer_reporters(session, incident)
    await notices.update_cards(session, incident)
    await alarms.undone(session, actor, incident)
    return incident


@dataclass(frozen=True)
class _Undone:
    """What an undo changed for the author."""

    lifted: Sequence[Sanction]
    imposed: Sequence[Sanction]
    moved: consequences.Moved


async def _put_back(session: AsyncSession, actor: Actor, incident: Incident) -> _Undone:
    lifted, imposed = await consequences.put_sanctions_back(session, actor, incident, now(session))
    await consequences.put_channel_back(session, incident)
    return _Undone(lifted, imposed, await consequences.put_messages_back(session, incident))


async def _tell_of_undo(session: AsyncSession, incident: Incident, changes: _Undone) -> None:
    """What stands against the author again, else what does no longer: one word of the two."""
    gone, imposed = changes.moved.gone, changes.imposed
    if gone or imposed:
        await telling.tell_what_follows(session, incident, now(session), gone=gone, imposed=imposed)
    else:
        is_back = changes.moved.is_back
        await telling.tell_put_right(session, incident, is_back=is_back, lifted=changes.lifted)


async def _vouch_no_longer(session: AsyncSession, incident: Incident) -> None:
    if incident.author_account_id is not None and incident.decided_at is not None:
        await probation.resume(session, incident.author_account_id, incident.decided_at)


async def _in_hand(session: AsyncSession, actor: Actor, incident_id: int) -> tuple[Incident, Chat]:
    """The incident, locked: of two who decide at one moment the second sees what the first did."""
    require_moderator(actor)
    incident = await session.get(
        Incident, incident_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    if incident is None:
        raise NotFound(kind="incident")
    chat = await session.get_one(Chat, incident.chat_id)
    if not await may_decide(session, actor, chat, for_leaders=incident.for_leaders):
        raise NotFound(kind="incident")
    if not actor.system and await _author(session, incident) == actor.person_id:
        raise OwnIncident
    return incident, chat


async def _author(session: AsyncSession, incident: Incident) -> int | None:
    if incident.author_account_id is None:
        return None
    return (await session.get_one(MessengerAccount, incident.author_account_id)).person_id


def _fits(incident: Incident, decision: Decision) -> bool:
    """Whoever wrote in the name of a channel is treated as a channel, whatever they wrote."""
    by_channel = incident.author_account_id is None and incident.topic is not Topic.DISTRESS
    return fits(Topic.CHANNEL if by_channel else incident.topic, decision)


async def _sanction_author(
    session: AsyncSession,
    actor: Actor,
    incident: Incident,
    *,
    kind: SanctionKind,
    term: timedelta | None,
) -> list[Sanction]:
    """In place of what the machine imposed for the same message: a person's word replaces it."""
    author = await _author(session, incident)
    if author is None:
        return []
    chat = await session.get_one(Chat, incident.chat_id)
    await require_may_touch(session, actor, author, chat)
    assert incident.decided_at is not None
    by_machine = await consequences.sanctions_of(session, incident)
    await lift_those(session, actor, by_machine, incident.decided_at)
    if term is None and kind is SanctionKind.MUTE:
        term = await usual_mute(session, author, chat.id)
    if term is None and kind is SanctionKind.WARNING:
        term = timedelta(days=(await load_settings(session, chat.id)).warning_days)
    return [await sanction(session, actor, author, incident, kind=kind, term=term)]


def _close(incident: Incident, actor: Actor, decision: Decision, moment: datetime) -> None:
    incident.state, incident.decision = IncidentState.DECIDED, decision
    incident.decided_by_id, incident.decided_at = actor.person_id, moment


async def _learn_and_tell(
    session: AsyncSession, actor: Actor, incident: Incident, chat: Chat
) -> None:
    assert incident.decision is not None
    is_bad = lesson_of(incident.topic, incident.decision)
    if is_bad is None:
        await unteach(session, actor, incident)
    else:
        await teach(session, actor, incident, is_bad=is_bad)
    await _record(session, actor, "decide", incident, chat)
    await answer_reporters(session, incident)
    await notices.update_cards(session, incident)
    await alarms.decided(session, actor, incident)


async def _record(
    session: AsyncSession, actor: Actor, action: str, incident: Incident, chat: Chat
) -> None:
    person_id = await _author(session, incident)
    kind = in_log("incident", chat)
    subject = Subject(kind, incident.id, person_id=person_id, district_id=chat.district_id)
    decision = incident.decision.value if incident.decision else None
    record(session, actor, action, subject, decision=decision)
