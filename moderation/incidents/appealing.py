"""An author disagrees; another moderator than the one who decided looks again."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import Action as Right
from community.core.actor import Actor
from community.core.clock import now
from community.core.db import TO_CHANGE
from community.core.errors import InvalidInput, NotFound
from community.core.usecase import use_case
from community.membership.people.models import MessengerAccount
from moderation.incidents.appeal_answers import ask, involved_in, refuse
from moderation.incidents.deciding import overturn
from moderation.incidents.errors import (
    AlreadyAppealed,
    AlreadyDecided,
    NothingToAppeal,
    OwnIncident,
)
from moderation.incidents.kinds import AppealState, Decision, Topic
from moderation.incidents.models import Appeal, Incident
from moderation.incidents.moderators import may_decide, require_moderator
from moderation.incidents.rules import APPEAL_WITHIN, KEEP_EXCERPT, TAKEN_AWAY

WORDS_LIMIT = 1000
_AGAINST_THE_AUTHOR = frozenset({Decision.RIGHT, Decision.WARN, Decision.MUTE, Decision.BAN})


async def require_open_to_appeal(session: AsyncSession, actor: Actor, incident_id: int) -> None:
    """Raises what `appeal` would, so that nobody is asked for words in vain."""
    incident = await _own_incident(session, actor.require_own(Right.OWN_VIEW), incident_id)
    if not _may_be_appealed(incident, now(session)):
        raise NothingToAppeal
    if await session.scalar(select(Appeal.id).where(Appeal.incident_id == incident.id)):
        raise AlreadyAppealed


@use_case
async def appeal(session: AsyncSession, actor: Actor, incident_id: int, words: str = "") -> Appeal:
    """Ask for another look, once, in one's own words or none.

    Raises NotFound for somebody else's message, NothingToAppeal, AlreadyAppealed, InvalidInput
    (`field` words, `limit`).
    """
    person_id = actor.require_own(Right.OWN_VIEW)
    if len(words.strip()) > WORDS_LIMIT:
        raise InvalidInput(field="words", limit=WORDS_LIMIT)
    incident = await _own_incident(session, person_id, incident_id)
    moment = now(session)
    if not _may_be_appealed(incident, moment):
        raise NothingToAppeal
    row = Appeal(
        incident_id=incident.id,
        person_id=person_id,
        words=words.strip() or None,
        at=moment,
        state=AppealState.OPEN,
        erase_at=moment + KEEP_EXCERPT,
    )
    try:
        async with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise AlreadyAppealed from error
    await ask(session, actor, row, incident)
    return row


@use_case
async def decide_appeal(
    session: AsyncSession, actor: Actor, appeal_id: int, *, granted: bool
) -> Appeal:
    """Another look was taken; granted puts everything back as an innocent message does.

    Raises NotFound out of reach, OwnIncident for the author and for whoever decided against them,
    AlreadyDecided when another moderator was faster.
    """
    require_moderator(actor)
    row, incident = await _locked(session, appeal_id)
    chat = await session.get_one(Chat, incident.chat_id)
    if not await may_decide(session, actor, chat, for_leaders=incident.for_leaders):
        raise NotFound(kind="appeal")
    if row.state is not AppealState.OPEN:
        raise AlreadyDecided(decision=row.state.value)
    if not actor.system and actor.person_id in await involved_in(session, row, incident):
        raise OwnIncident
    if granted:
        await overturn(session, actor, incident)
    else:
        await refuse(session, actor, row)
    return row


async def _own_incident(session: AsyncSession, person_id: int, incident_id: int) -> Incident:
    query = (
        select(Incident)
        .join(MessengerAccount, MessengerAccount.id == Incident.author_account_id)
        .where(Incident.id == incident_id, MessengerAccount.person_id == person_id)
    )
    incident: Incident | None = await session.scalar(query)
    if incident is None:
        raise NotFound(kind="incident")
    return incident


def _may_be_appealed(incident: Incident, moment: datetime) -> bool:
    if incident.topic is Topic.DISTRESS or moment - _acted_at(incident) > APPEAL_WITHIN:
        return False
    if incident.decision in (None, Decision.LAPSED):  # what the machine did still stands
        return incident.action in TAKEN_AWAY and not incident.dry_run
    return incident.decision in _AGAINST_THE_AUTHOR


def _acted_at(incident: Incident) -> datetime:
    return incident.decided_at or incident.opened_at


async def _locked(session: AsyncSession, appeal_id: int) -> tuple[Appeal, Incident]:
    """The incident first, as every decision about it does, so that two never wait in a circle."""
    incident_id = await session.scalar(select(Appeal.incident_id).where(Appeal.id == appeal_id))
    if incident_id is None:
        raise NotFound(kind="appeal")
    incident = await session.get_one(
        Incident, incident_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    row = await session.get_one(
        Appeal, appeal_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    return row, incident
