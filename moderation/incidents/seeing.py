"""What was seen in the chats is written down, and what became of it is reported back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from community.chats.models import Chat
from community.core.clock import now
from community.core.db import TO_CHANGE, add_many
from community.core.outbox.service import enqueue_all
from community.core.usecase import use_case
from moderation.detect.verdict import Action
from moderation.incidents import notices
from moderation.incidents.closed import is_closed
from moderation.incidents.consequences import give_back
from moderation.incidents.effects import follow
from moderation.incidents.folding import Desk, Entry
from moderation.incidents.kinds import MessageState, Topic
from moderation.incidents.models import Incident, IncidentMessage
from moderation.incidents.moderators import is_only_leader, left_to_leaders
from moderation.incidents.rules import KEEP_EXCERPT, holds_personal_data
from moderation.incidents.sighting import Sighting, clipped

__all__ = [
    "Sighting",
    "add_context",
    "explained",
    "media_copied",
    "message_refused",
    "message_removed",
    "message_returned",
    "message_withdrawn",
    "note",
    "open_incident",
    "to_remove",
]

_LINES_AFTER = 2
_BULK = 100  # the messenger deletes so many by one call


@use_case
async def note(session: AsyncSession, sightings: Sequence[Sighting]) -> list[int]:
    """Write a batch down, with all that follows from it; the incident of each sighting.

    Several sightings may be one incident, and a message that was decided about stays decided.
    """
    return [incident.id for incident in await _write_down(session, sightings)]


async def open_incident(session: AsyncSession, sighting: Sighting) -> Incident:
    """The same for one, in the running transaction."""
    (incident,) = await _write_down(session, [sighting])
    return incident


async def _write_down(session: AsyncSession, sightings: Sequence[Sighting]) -> list[Incident]:
    if not sightings:
        return []
    moment = now(session)
    chats = await _locked_chats(session, {sighting.chat_id for sighting in sightings})
    checked = await _addressed(session, chats, [sighting.checked() for sighting in sightings])
    desk = await Desk.laid_for(session, checked, moment)
    entries = [desk.put(sighting) for sighting in checked]
    touched = desk.touched
    await _save(session, touched)
    await follow(session, chats, touched, moment)
    return [entry.incident for entry in entries]


async def _addressed(
    session: AsyncSession, chats: Mapping[int, Chat], sightings: Sequence[Sighting]
) -> list[Sighting]:
    """What waits for leaders; asked once for all that one author wrote in one chat."""
    known: dict[tuple[int, int | None, bool, bool], bool] = {}
    addressed = []
    for sighting in sightings:
        in_distress = sighting.topic is Topic.DISTRESS
        asked = sighting.chat_id, sighting.account_id, in_distress, sighting.for_leaders
        if asked not in known:
            known[asked] = await _is_for_leaders(session, chats[sighting.chat_id], sighting)
        addressed.append(replace(sighting, for_leaders=known[asked]))
    return addressed


async def _is_for_leaders(session: AsyncSession, chat: Chat, sighting: Sighting) -> bool:
    """What is about a moderator, unless it is about the only leader. A group has its own rule."""
    account_id = sighting.account_id
    by_anonymous_admin = account_id is None and sighting.for_leaders
    if is_closed(chat) and not by_anonymous_admin:
        in_distress = sighting.topic is Topic.DISTRESS
        return await left_to_leaders(session, chat, account_id, in_distress=in_distress)
    return sighting.for_leaders and not await is_only_leader(session, chat, account_id)


async def _locked_chats(session: AsyncSession, chat_ids: Collection[int]) -> Mapping[int, Chat]:
    """Batches of one chat take turns, so that they fold into each other's incidents."""
    query = select(Chat).where(Chat.id.in_(chat_ids)).order_by(Chat.id)
    chats = await session.scalars(query.with_for_update(key_share=True))
    return {chat.id: chat for chat in chats}


async def _save(session: AsyncSession, entries: Sequence[Entry]) -> None:
    await add_many(session, [entry.incident for entry in entries if entry.is_new])
    for entry in entries:
        for message in entry.came:
            message.incident_id = entry.incident.id
    await add_many(session, [message for entry in entries for message in entry.came])


@use_case
async def add_context(
    session: AsyncSession, incident_id: int, after: Sequence[Sequence[Any]]
) -> None:
    """What was written next: up to two lines `[message id, excerpt]`.

    Never beside personal data, whose own words are not kept either.
    """
    incident = await session.get_one(
        Incident, incident_id, with_for_update=TO_CHANGE, populate_existing=True
    )
    wordless = incident.action is Action.HINT
    if wordless or holds_personal_data(incident.topic, incident.reasons):
        return
    if now(session) >= incident.opened_at + KEEP_EXCERPT:
        return
    incident.context = [*(incident.context or ()), *clipped(after[:_LINES_AFTER])] or None
    incident.erase_excerpt_at = incident.opened_at + KEEP_EXCERPT


@use_case
async def explained(session: AsyncSession, incident_id: int) -> None:
    """The author has read why, and has the text back."""
    incident = await session.get_one(Incident, incident_id)
    incident.explained_at = now(session)


async def to_remove(
    session: AsyncSession, chat_id: int, limit: int = _BULK
) -> Sequence[IncidentMessage]:
    """What `moderation.sweep` is to take away from a chat, the oldest first."""
    query = (
        select(IncidentMessage)
        .where(IncidentMessage.chat_id == chat_id, IncidentMessage.state == MessageState.REMOVING)
        .order_by(IncidentMessage.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


@use_case
async def message_removed(session: AsyncSession, message_ids: Collection[int]) -> None:
    """They are gone from the chat, by the bot or already before.

    One that was pardoned while it was being deleted is quoted back.
    """
    for message in await _messages(session, message_ids):
        if message.state is MessageState.REMOVING:
            message.state = MessageState.REMOVED
        elif message.state is MessageState.STANDING:
            await give_back(session, message)


@use_case
async def message_refused(session: AsyncSession, message_ids: Collection[int]) -> None:
    """The messenger does not let the bot delete them; the cards say so."""
    refused = [
        message
        for message in await _messages(session, message_ids)
        if message.state is MessageState.REMOVING
    ]
    for message in refused:
        message.state = MessageState.REFUSED
    for incident_id in sorted({message.incident_id for message in refused}):
        await notices.update_cards(session, await session.get_one(Incident, incident_id))


@use_case
async def media_copied(session: AsyncSession, message_id: int, ref: str) -> None:
    """Where moderators can look at it: `chat id:message id` in the messenger."""
    await session.execute(
        update(IncidentMessage).where(IncidentMessage.id == message_id).values(copy_ref=ref)
    )


@use_case
async def message_returned(session: AsyncSession, message_id: int, ref: str) -> None:
    """It was quoted back into the chat at `ref`; taken away again if that was undone meanwhile."""
    (message,) = await _messages(session, [message_id])
    message.returned_ref = ref
    if message.state is MessageState.RETURNING:
        message.state = MessageState.RETURNED
    else:
        await enqueue_all(session, [notices.withdraw(message)])


@use_case
async def message_withdrawn(session: AsyncSession, message_id: int) -> None:
    """The quote is gone again."""
    (message,) = await _messages(session, [message_id])
    message.returned_ref = None


async def _messages(
    session: AsyncSession, message_ids: Collection[int]
) -> Sequence[IncidentMessage]:
    query = (
        select(IncidentMessage)
        .where(IncidentMessage.id.in_(message_ids))
        .order_by(IncidentMessage.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return (await session.scalars(query)).all()
