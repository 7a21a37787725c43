"""Words are kept as long as somebody may need them: texts 24 hours, excerpts 30 days."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from community.chats.models import Chat
from community.core.clock import now
from community.core.outbox.service import Letter, enqueue_all
from community.core.usecase import use_case
from community.membership.leaving.facts import PersonErased
from community.membership.people.models import MessengerAccount
from moderation.incidents import notices
from moderation.incidents.kinds import MessageState
from moderation.incidents.models import Appeal, Incident, IncidentMessage, Lesson
from moderation.incidents.moderators import card_recipients

_AT_ONCE = 500


@use_case
async def erase_due(session: AsyncSession) -> int:
    """Empty what is due; returns how much, at most 500 of each kind at once."""
    moment = now(session)
    texts = await _forget_texts(session, IncidentMessage.erase_at <= moment)
    excerpts = await _forget_excerpts(session, Incident.erase_excerpt_at <= moment)
    appeals = select(Appeal.id).where(Appeal.erase_at <= moment).limit(_AT_ONCE)
    lessons = select(Lesson.id).where(Lesson.erase_excerpt_at <= moment).limit(_AT_ONCE)
    appeal_ids = (await session.scalars(appeals)).all()
    lesson_ids = (await session.scalars(lessons)).all()
    await _forget_words(session, Appeal.id.in_(appeal_ids))
    await _forget_lessons(session, Lesson.id.in_(lesson_ids))
    return texts + excerpts + len(appeal_ids) + len(lesson_ids)


async def on_erased(session: AsyncSession, fact: PersonErased) -> None:
    """A person is forgotten: their words go at once, whatever they were kept for."""
    accounts = select(MessengerAccount.id).where(MessengerAccount.person_id == fact.person_id)
    theirs = select(Incident.id).where(Incident.author_account_id.in_(accounts))
    while await _forget_texts(
        session, IncidentMessage.incident_id.in_(theirs), IncidentMessage.erase_at.is_not(None)
    ):
        pass
    while await _forget_excerpts(
        session, Incident.author_account_id.in_(accounts), Incident.erase_excerpt_at.is_not(None)
    ):
        pass
    await _forget_words(session, Appeal.person_id == fact.person_id)
    await _forget_lessons(session, Lesson.incident_id.in_(theirs))


async def forget_texts_of(session: AsyncSession, incident: Incident) -> None:
    """Of one incident, in the running transaction."""
    await _forget_texts(
        session, IncidentMessage.incident_id == incident.id, IncidentMessage.erase_at.is_not(None)
    )


async def _forget_texts(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    """The text unread, so that one which no key opens any more is erased as well."""
    query = (
        select(IncidentMessage)
        .where(*which)
        .order_by(IncidentMessage.id)
        .limit(_AT_ONCE)
        .options(defer(IncidentMessage.text))
        .with_for_update(key_share=True)
    )
    messages = (await session.scalars(query)).all()
    for message in messages:
        message.text = message.erase_at = None
        if message.state is MessageState.RETURNING:  # there is nothing left to quote
            message.state = MessageState.REMOVED
    copies = [message for message in messages if message.copy_ref is not None]
    await enqueue_all(session, [notices.drop_copy(message) for message in copies])
    await session.flush()
    return len(messages)


@use_case
async def copy_dropped(session: AsyncSession, message_id: int) -> None:
    """The moderators' copy of media is gone from the messenger, or cannot be taken away."""
    await session.execute(
        update(IncidentMessage).where(IncidentMessage.id == message_id).values(copy_ref=None)
    )


async def _forget_excerpts(session: AsyncSession, *which: ColumnElement[bool]) -> int:
    """Cards are written anew without them; an incident of a storm never had one."""
    query = (
        select(Incident)
        .where(*which)
        .order_by(Incident.id)
        .limit(_AT_ONCE)
        .options(defer(Incident.excerpt), defer(Incident.context))
        .with_for_update(key_share=True)
    )
    incidents = (await session.scalars(query)).all()
    for incident in incidents:
        incident.excerpt = incident.context = incident.erase_excerpt_at = None
    await enqueue_all(session, await _cards_of(session, incidents))
    await session.flush()
    return len(incidents)


async def _cards_of(session: AsyncSession, incidents: Sequence[Incident]) -> list[Letter]:
    letters: list[Letter] = []
    circles = {(incident.chat_id, incident.for_leaders) for incident in incidents}
    for chat_id, for_leaders in sorted(circles):
        chat = await session.get_one(Chat, chat_id)
        to = await card_recipients(session, chat, for_leaders=for_leaders)
        for incident in incidents:
            same = (incident.chat_id, incident.for_leaders) == (chat_id, for_leaders)
            if same and incident.storm_id is None:
                letters += notices.card_update(incident, to)
    return letters


async def _forget_words(session: AsyncSession, which: ColumnElement[bool]) -> None:
    await session.execute(update(Appeal).where(which).values(words=None, erase_at=None))


async def _forget_lessons(session: AsyncSession, which: ColumnElement[bool]) -> None:
    await session.execute(update(Lesson).where(which).values(excerpt=None, erase_excerpt_at=None))
