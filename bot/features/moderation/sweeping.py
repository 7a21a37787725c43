"""Taking messages away: many by one call; media are shown to moderators before they go."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

import structlog
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramRetryAfter,
)
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivery.parcel import Parcel
from bot.features.chats.rights import check_chat, may_delete
from community.chats.models import Chat
from community.core.outbox.models import RecipientKind, State
from community.core.outbox.service import Recipient
from community.core.outbox.worker import Done, Later, Outcome
from community.membership.people.queries import reachable_account
from moderation.detect.verdict import Action
from moderation.incidents import seeing
from moderation.incidents.kinds import Topic
from moderation.incidents.models import Incident, IncidentMessage
from moderation.incidents.moderators import card_recipients

log = structlog.get_logger()
_BULKS = 20  # in one go, so that a flood in one chat leaves the outbox to others as well
_COPIES = 10  # of one incident: an album; more would only flood the moderators' chat
_GONE = "message to delete not found"


async def sweep(parcel: Parcel) -> Outcome:
    """Take away everything that is to go from the chat."""
    for _ in range(_BULKS):
        async with parcel.context.database.read() as session:
            going = await seeing.to_remove(session, parcel.recipient.id)
        if not going:
            return Done(State.SENT)
        waiting, flood = await _show_media(parcel, going)
        await _take_away(parcel, [message for message in going if message.id not in waiting])
        if flood is not None:
            raise flood
    return Later("more", after=timedelta(0), counts=False)


async def _take_away(parcel: Parcel, messages: Sequence[IncidentMessage]) -> None:
    """Report what is gone and what the messenger does not let go; nothing is tried for ever."""
    if not messages:
        return
    try:
        await parcel.bot.delete_messages(
            parcel.address, [message.message_id for message in messages]
        )
    except TelegramForbiddenError:  # the bot is out; the transport writes the chat off
        await _report(parcel, [], messages)
        raise
    except TelegramBadRequest:
        await _take_away_singly(parcel, messages)
    else:
        await _report(parcel, messages, [])


async def _take_away_singly(parcel: Parcel, messages: Sequence[IncidentMessage]) -> None:
    """One that may not be deleted stopped all: an old one, or the bot has lost its right."""
    async with parcel.context.database.read() as session:
        chat = await session.get_one(Chat, parcel.recipient.id)
    await check_chat(parcel.context, parcel.bot, chat)
    if not may_delete(chat):
        await _report(parcel, [], messages)
        return
    gone: list[IncidentMessage] = []
    refused: list[IncidentMessage] = []
    for message in messages:
        try:
            await parcel.bot.delete_message(parcel.address, message.message_id)
        except TelegramBadRequest as error:
            (gone if _GONE in error.message.lower() else refused).append(message)
        else:
            gone.append(message)
    await _report(parcel, gone, refused)


async def _report(
    parcel: Parcel, gone: Iterable[IncidentMessage], refused: Iterable[IncidentMessage]
) -> None:
    async with parcel.context.database.write() as session:
        if removed := [message.id for message in gone]:
            await seeing.message_removed(session, removed)
        if kept := [message.id for message in refused]:
            await seeing.message_refused(session, kept)


async def _show_media(
    parcel: Parcel, going: Sequence[IncidentMessage]
) -> tuple[set[int], TelegramRetryAfter | None]:
    """Copy media to the moderators. What was only held waits, when the messenger asks to.

    Returns the ids of what waits, and for how long.
    """
    waiting: set[int] = set()
    flood: TelegramRetryAfter | None = None
    for incident, messages in await _media_by_incident(parcel, going):
        try:
            await _copy(parcel, incident, messages[:_COPIES])
        except TelegramRetryAfter as error:
            if incident.action is Action.HOLD:
                flood = error
                waiting.update(message.id for message in messages)
        except TelegramAPIError as error:
            log.info("media_not_shown", incident_id=incident.id, error=type(error).__name__)
    return waiting, flood


async def _media_by_incident(
    parcel: Parcel, going: Sequence[IncidentMessage]
) -> list[tuple[Incident, list[IncidentMessage]]]:
    """What may be looked at: never personal data, nor the pictures of a flood."""
    by_incident: dict[int, list[IncidentMessage]] = defaultdict(list)
    for message in going:
        if message.media is not None and message.copy_ref is None:
            by_incident[message.incident_id].append(message)
    async with parcel.context.database.read() as session:
        incidents = [await session.get_one(Incident, id_) for id_ in by_incident]
    return [(one, by_incident[one.id]) for one in incidents if _may_be_shown(one)]


def _may_be_shown(incident: Incident) -> bool:
    told = any(reason.startswith("personal_data.") for reason in incident.reasons)
    return incident.storm_id is None and incident.topic is not Topic.PERSONAL_DATA and not told


async def _copy(parcel: Parcel, incident: Incident, messages: Sequence[IncidentMessage]) -> None:
    async with parcel.context.database.read() as session:
        chat = await session.get_one(Chat, incident.chat_id)
        recipients = await card_recipients(session, chat, for_leaders=incident.for_leaders)
        messenger = parcel.context.messenger
        found = [await _address(session, one, messenger) for one in recipients]
    for address in filter(None, found):
        copies = await parcel.bot.copy_messages(
            address,
            parcel.address,
            [message.message_id for message in messages],
            disable_notification=True,
        )
        if len(copies) == len(messages):  # otherwise nobody knows which of them is which
            refs = [f"{address}:{copy.message_id}" for copy in copies]
            await _note_copies(parcel, messages, refs)


async def _note_copies(
    parcel: Parcel, messages: Sequence[IncidentMessage], refs: Sequence[str]
) -> None:
    async with parcel.context.database.write() as session:
        for message, ref in zip(messages, refs, strict=True):
            if message.copy_ref is None:
                await seeing.media_copied(session, message.id, ref)
                message.copy_ref = ref


async def _address(session: AsyncSession, recipient: Recipient, messenger: str) -> str | None:
    if recipient.kind is RecipientKind.CHAT:
        return (await session.get_one(Chat, recipient.id)).external_id
    account = await reachable_account(session, recipient.id, messenger)
    return account.external_id if account else None
