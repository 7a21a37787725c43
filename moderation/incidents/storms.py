"""So many incidents in one chat that their cards would only hide each other: one summary."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.actor import system_actor
from community.core.audit import Subject, record
from community.core.clock import now
from community.core.outbox.service import Recipient, enqueue_all
from community.core.usecase import use_case
from moderation.incidents import notices
from moderation.incidents.folding import Entry
from moderation.incidents.models import Incident, Storm
from moderation.incidents.moderators import card_recipients
from moderation.incidents.rules import (
    STORM_CALM,
    STORM_TOPICS,
    STORM_WINDOW,
    TAKEN_AWAY,
    is_storm,
    takes_away,
)


async def gather(session: AsyncSession, chat: Chat, entries: Collection[Entry]) -> None:
    """Put incidents that were just written down into the chat's storm, which they may begin.

    Who calls holds the chat's lock, so that incidents of one moment count each other.
    """
    wild = [entry for entry in entries if _is_wild(entry.incident)]
    if not wild:
        return
    moment = now(session)
    storm = await _going_on(session, chat.id)
    if storm is None:
        recent = await _recent(session, chat.id, moment)
        if not is_storm(len(recent)):
            return
        storm = await _begin(session, chat, recent, moment)
        letters = notices.storm(storm, await _moderators(session, chat))
    else:
        letters = notices.storm_growth(storm, await _moderators(session, chat), moment)
    storm.last_at = moment
    for entry in wild:
        entry.incident.storm_id = storm.id
    await enqueue_all(session, letters)


@use_case
async def end_calm(session: AsyncSession) -> int:
    """End the storms that calmed down, with a last word of how they went; returns how many."""
    moment = now(session)
    query = (
        select(Storm)
        .where(Storm.ended_at.is_(None), Storm.last_at <= moment - STORM_CALM)
        .with_for_update(skip_locked=True)
    )
    storms = (await session.scalars(query)).all()
    for storm in storms:
        storm.ended_at = moment
        chat = await session.get_one(Chat, storm.chat_id)
        record(session, system_actor(), "end", _subject(storm, chat), chat=chat.id)
        await enqueue_all(session, notices.storm(storm, await _moderators(session, chat)))
    return len(storms)


async def _going_on(session: AsyncSession, chat_id: int) -> Storm | None:
    """Locked, so that it does not end at the moment something joins it."""
    query = select(Storm).where(Storm.chat_id == chat_id, Storm.ended_at.is_(None))
    found: Storm | None = await session.scalar(query.with_for_update(key_share=True))
    return found


def _is_wild(incident: Incident) -> bool:
    acted = takes_away(incident.action, dry_run=incident.dry_run)
    return acted and incident.topic in STORM_TOPICS


def _wild_in(chat_id: int, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Incident.chat_id == chat_id,
        Incident.opened_at > since,
        Incident.topic.in_(STORM_TOPICS),
        Incident.action.in_(TAKEN_AWAY),
        ~Incident.dry_run,
    )


async def _recent(session: AsyncSession, chat_id: int, moment: datetime) -> Sequence[int]:
    query = select(Incident.id).where(*_wild_in(chat_id, moment - STORM_WINDOW))
    return (await session.scalars(query)).all()


async def _begin(
    session: AsyncSession, chat: Chat, recent: Sequence[int], moment: datetime
) -> Storm:
    """The incidents that made it a storm are of it too, though some had a card of their own."""
    storm = Storm(chat_id=chat.id, began_at=moment, last_at=moment)
    session.add(storm)
    await session.flush()
    await session.execute(update(Incident).where(Incident.id.in_(recent)).values(storm_id=storm.id))
    record(session, system_actor("bot"), "begin", _subject(storm, chat), chat=chat.id)
    return storm


def _subject(storm: Storm, chat: Chat) -> Subject:
    return Subject("storm", storm.id, district_id=chat.district_id)


async def _moderators(session: AsyncSession, chat: Chat) -> list[Recipient]:
    return await card_recipients(session, chat, for_leaders=False)
